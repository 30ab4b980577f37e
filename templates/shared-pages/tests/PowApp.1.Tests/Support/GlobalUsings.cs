// What tests say that hold for the accounts, and not for the pages.
global using Answer = PowApp._1.Tests.Page;
global using Visitor = PowApp._1.Tests.Browser;
