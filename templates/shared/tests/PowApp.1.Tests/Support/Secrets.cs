using System.Buffers;
using System.Collections.Concurrent;

namespace PowApp._1.Tests;

/// <summary>
/// What opens an account, or did once: passwords, tokens, secrets in emailed links, hashes. All that passes
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

    /// <summary>The lines that tell one.</summary>
    public IReadOnlyList<string> FindIn(IEnumerable<string> lines)
    {
        var secrets = SearchValues.Create([.. _known.Keys], StringComparison.Ordinal);
        return [.. lines.Where(line => line.AsSpan().ContainsAny(secrets))];
    }
}
