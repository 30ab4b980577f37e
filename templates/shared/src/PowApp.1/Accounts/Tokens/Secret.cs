using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PowApp._1.Accounts;

/// <summary>What only a client may know: 256 random bits as text. The database keeps its hash.</summary>
public static class Secret
{
    /// <summary>The size of a hash in bytes.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The secret that follows this one: the same each time it is computed. No one can predict it without the salt.</summary>
    public static string Successor(string secret, byte[] salt) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret)));
}
