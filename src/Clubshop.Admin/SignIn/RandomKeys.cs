using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Admin.SignIn;

/// <summary>Random cookie values, and the keys under which the server stores them.</summary>
internal static class RandomKeys
{
    private const int Bytes = 32;

    /// <summary>A new value: 256 random bits as Base64Url, 43 characters.</summary>
    public static string NewValue() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The key of a value: its SHA-256 as Base64Url. Null for what <see cref="NewValue"/> cannot have made.</summary>
    public static string? KeyOf(string? value) =>
        value is { Length: 43 } && Base64Url.IsValid(value) ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(value))) : null;
}
