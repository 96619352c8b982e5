using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>A data key in the clear, for as long as it is cached: AES-256-GCM over one field each.</summary>
internal sealed class DataKey(string id, byte[] secret)
{
    private const string Version = "s1";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Its id, which sealed texts name.</summary>
    public string Id => id;

    /// <summary>The id of the key that sealed a text; null when the text is not a sealed one.</summary>
    public static string? IdOf(string sealedText) =>
        sealedText.Split('.') is [Version, { Length: > 0 and <= 64 } id, { Length: > 0 }] ? id : null;

    /// <summary>Seals: <c>s1.{key id}.{nonce, ciphertext and tag in base64url}</c>.</summary>
    /// <exception cref="ArgumentException">The text is not valid UTF-16.</exception>
    public string Seal(string plain, FieldPlace place)
    {
        var text = new byte[Encoding.UTF8.GetMaxByteCount(plain.Length)];
        if (Utf8.FromUtf16(plain, text, out _, out var length, replaceInvalidSequences: false) is not OperationStatus.Done)
            throw new ArgumentException("The text has half of a character: it is not valid UTF-16.", nameof(plain)); // saying no more: it is secret

        var bytes = new byte[NonceSize + length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using (var aes = new AesGcm(secret, TagSize))
        {
            aes.Encrypt(
                bytes.AsSpan(0, NonceSize), text.AsSpan(0, length), bytes.AsSpan(NonceSize, length), bytes.AsSpan(NonceSize + length), place.ToBytes());
        }

        CryptographicOperations.ZeroMemory(text);
        return $"{Version}.{id}.{Base64Url.EncodeToString(bytes)}";
    }

    /// <summary>Opens a text that names this key; null when it was changed or sealed for another place.</summary>
    public string? Open(string sealedText, FieldPlace place)
    {
        var payload = sealedText.AsSpan(Version.Length + id.Length + 2);
        if (!Base64Url.IsValid(payload, out var size) || size < NonceSize + TagSize)
            return null;
        var bytes = Base64Url.DecodeFromChars(payload);
        // One text, one spelling: a decoder takes several for the last bits.
        if (!payload.SequenceEqual(Base64Url.EncodeToString(bytes)))
            return null;
        var text = new byte[bytes.Length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(secret, TagSize);
            aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, text.Length), bytes.AsSpan(NonceSize + text.Length), text, place.ToBytes());
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var plain = Encoding.UTF8.GetString(text);
        CryptographicOperations.ZeroMemory(text);
        return plain;
    }
}
