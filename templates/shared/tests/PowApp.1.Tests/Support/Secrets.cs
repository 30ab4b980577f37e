using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PowApp._1.Tests;

/// <summary>
/// What opens an account, or did once: passwords, values of cookies and forms, secrets in mailed links, hashes. All that passes
/// through an app is noted, so that one look at the end tells whether its log has any of it.
/// </summary>
public sealed class Secrets
{
    // What is shorter is nobody's password, and may stand in any text.
    private const int LeastLength = 12;

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public void Add(string? secret)
    {
        if (secret?.Trim().Length >= LeastLength) _known[secret] = true;
    }

    /// <summary>Notes what somebody typed, and the cookies that were set.</summary>
    public void AddThoseOf(HttpContext context)
    {
        foreach (var (name, values) in context.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty)
            if (IsSecret(name))
                foreach (var value in values) Add(value);
        foreach (var cookie in SetCookieHeaderValue.ParseList(context.Response.Headers.SetCookie)) Add(cookie.Value.ToString());
    }

    /// <summary>The lines that tell one.</summary>
    public IReadOnlyList<string> FindIn(IEnumerable<string> lines)
    {
        var secrets = SearchValues.Create([.. _known.Keys], StringComparison.Ordinal);
        return [.. lines.Where(line => line.AsSpan().ContainsAny(secrets))];
    }

    private static bool IsSecret(string field) =>
        field is "__RequestVerificationToken" || field.Split('.')[^1].Contains("password", StringComparison.OrdinalIgnoreCase);
}
