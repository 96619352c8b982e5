using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.LocalAws.Kms;

/// <summary>
/// What the service hands out as ciphertext: a version, the key's id, which of its materials, then nonce, ciphertext and tag of
/// AES-256-GCM, bound to everything before it and to the encryption context. Opaque to callers.
/// </summary>
internal static class Ciphertexts
{
    private const byte Version = 1;
    private const int HeadSize = 1 + 16 + 2;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Encrypts under the key's newest material.</summary>
    public static byte[] Encrypt(KmsKey key, ReadOnlySpan<byte> plain, IReadOnlyDictionary<string, string> context)
    {
        var blob = new byte[HeadSize + NonceSize + plain.Length + TagSize];
        blob[0] = Version;
        Guid.ParseExact(key.Id, "D").TryWriteBytes(blob.AsSpan(1, 16), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(blob.AsSpan(17), (ushort)(key.Materials.Count - 1));
        RandomNumberGenerator.Fill(blob.AsSpan(HeadSize, NonceSize));
        using var aes = new AesGcm(key.Materials[^1], TagSize);
        aes.Encrypt(
            blob.AsSpan(HeadSize, NonceSize),
            plain,
            blob.AsSpan(HeadSize + NonceSize, plain.Length),
            blob.AsSpan(HeadSize + NonceSize + plain.Length),
            Bound(blob, context));
        return blob;
    }

    /// <summary>The id of the key that encrypted it; null when it is not a ciphertext of this service.</summary>
    public static string? KeyIdOf(ReadOnlySpan<byte> blob) =>
        blob.Length >= HeadSize + NonceSize + TagSize && blob[0] == Version ? new Guid(blob.Slice(1, 16), bigEndian: true).ToString("D") : null;

    /// <summary>Decrypts what <see cref="Encrypt"/> made with this key and context; null when it was changed, or the context is another.</summary>
    public static byte[]? Decrypt(KmsKey key, ReadOnlySpan<byte> blob, IReadOnlyDictionary<string, string> context)
    {
        var material = BinaryPrimitives.ReadUInt16BigEndian(blob[17..]);
        if (material >= key.Materials.Count) return null;
        var plain = new byte[blob.Length - HeadSize - NonceSize - TagSize];
        using var aes = new AesGcm(key.Materials[material], TagSize);
        try
        {
            aes.Decrypt(
                blob.Slice(HeadSize, NonceSize), blob.Slice(HeadSize + NonceSize, plain.Length), blob[^TagSize..], plain, Bound(blob, context));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // The order of the pairs in a context does not matter.
    private static byte[] Bound(ReadOnlySpan<byte> blob, IReadOnlyDictionary<string, string> context)
    {
        using var bytes = new MemoryStream();
        bytes.Write(blob[..HeadSize]);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in context.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { pair.Key, pair.Value }))
        {
            var encoded = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, encoded.Length);
            bytes.Write(length);
            bytes.Write(encoded);
        }
        return bytes.ToArray();
    }
}
