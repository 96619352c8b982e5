using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn.DataProtection;

/// <summary>Encrypts and decrypts objects as JSON.</summary>
internal static class ProtectedJson
{
    public static byte[] Protect<T>(IDataProtector protector, T value) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    /// <summary>The object; null when the bytes were not made by this protector (another purpose, another portal's keys) or were changed.</summary>
    public static T? Unprotect<T>(IDataProtector protector, ReadOnlyMemory<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(protector.Unprotect(bytes.ToArray()));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
