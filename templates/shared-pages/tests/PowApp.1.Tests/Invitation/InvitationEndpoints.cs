using System.Runtime.CompilerServices;

namespace PowApp._1.Tests;

internal static class InvitationEndpoints
{
    [ModuleInitializer]
    internal static void Add() => PublicEndpoints.List.UnionWith(
    [
        "GET /invitations/{token}",
        "GET /invitations/accept",
        "POST /invitations/accept",
    ]);
}
