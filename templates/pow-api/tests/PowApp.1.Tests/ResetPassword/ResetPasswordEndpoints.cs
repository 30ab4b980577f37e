using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class ResetPasswordEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(["POST /api/v1/reset-password", "PUT /api/v1/reset-password"]);
}
