using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class RegistrationConfirmationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.Add("POST /api/v1/confirm-email/resend");
}
