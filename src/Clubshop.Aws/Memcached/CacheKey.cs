using System.Text;

namespace Clubshop.Aws.Memcached;

/// <summary>What memcached allows as a key: 1 to 250 bytes of UTF-8 without blanks or control characters.</summary>
public static class CacheKey
{
    /// <summary>The longest key in bytes.</summary>
    public const int MaxBytes = 250;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The key's bytes, which are also what decides its node.</summary>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a blank or a control character.</exception>
    internal static byte[] Bytes(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > MaxBytes)
            throw TooLong(nameof(key));
        foreach (var letter in key)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
                throw new ArgumentException("A key holds no blanks and no control characters.", nameof(key));
        }

        byte[] bytes;
        try
        {
            bytes = Strict.GetBytes(key);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("A key holds whole Unicode characters.", nameof(key), exception);
        }

        return bytes.Length <= MaxBytes ? bytes : throw TooLong(nameof(key));
    }

    private static ArgumentException TooLong(string name) => new($"A key has up to {MaxBytes} bytes.", name);
}
