using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

// Without a link that is valid, the pages of GET lead to sign-in, like those that want a user.
internal static class EmailConfirmationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.Add("POST /confirm-email/edit");
}
