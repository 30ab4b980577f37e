using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class EmailConfirmationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(
    [
        "GET /confirm-email/{token}",
        "GET /confirm-email/edit",
        "POST /confirm-email/edit",
    ]);
}
