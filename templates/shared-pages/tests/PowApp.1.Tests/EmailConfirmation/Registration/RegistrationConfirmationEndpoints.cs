using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class RegistrationConfirmationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(["GET /confirm-email/new", "POST /confirm-email/new", "POST /confirm-email/password"]);
}
