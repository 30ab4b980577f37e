using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class InvitationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.Add("POST /api/v1/invitations/accept");
}
