// What tests say that hold for the accounts, whatever the requests look like.
global using Visitor = PowApp._1.Tests.ApiClient;
