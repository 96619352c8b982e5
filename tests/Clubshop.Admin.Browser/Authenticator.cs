using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Clubshop.Admin.Browser;

/// <summary>The app on a person's phone: codes of RFC 6238, each given once, because a code works once.</summary>
internal sealed class Authenticator(string secret)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly byte[] _key = Decode(secret);
    private long _last;

    /// <summary>The next code that was not given yet. One step ahead of the clock at most, which the service accepts.</summary>
    /// <exception cref="InvalidOperationException">All codes that would be accepted now were given.</exception>
    public string Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        _last = Math.Max(_last + 1, now);
        if (_last > now + 1)
            throw new InvalidOperationException("Two codes of this half minute were used; give the journey another account.");
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, _last);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps speak it
        var hash = HMACSHA1.HashData(_key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[19] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string secret)
    {
        List<byte> bytes = [];
        int buffer = 0, bits = 0;
        foreach (var letter in secret.Where(letter => letter is not (' ' or '=')))
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
