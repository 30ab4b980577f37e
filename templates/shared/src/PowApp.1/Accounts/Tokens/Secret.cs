using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PowApp._1.Accounts;

/// <summary>What only the client may know: 256 random bits as text. The database keeps its hash.</summary>
public static class Secret
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

#if (!Pages)
    // Of 32 bytes in base64url.
    private const int Length = 43;

#endif
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

#if (!Pages)
    /// <summary>Whether a text looks like one.</summary>
    public static bool IsOne(string text) => text.Length == Length && Base64Url.IsValid(text);

#endif
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
#if (Pages)

    /// <summary>The secret that follows on this one; computed anew, it is the same. Without the salt nobody can foresee it.</summary>
    public static string Successor(string secret, byte[] salt) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret)));
#endif
}
