using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class RegistrationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.Add("POST /api/v1/registration");
}
