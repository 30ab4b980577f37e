using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class RegistrationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(["GET /registration/new", "POST /registration/new"]);
}
