using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class ResetPasswordEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(
    [
        "GET /reset-password/new",
        "POST /reset-password/new",
        "GET /reset-password/{token}",
        "GET /reset-password/edit",
        "POST /reset-password/edit",
    ]);
}
