using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Clubshop.Admin.Tests.SignIn.Hosting;

/// <summary>An authenticator app: codes of RFC 6238, six digits every 30 s, written down from the RFC.</summary>
public sealed class Authenticator(string secret, TimeProvider time)
{
    public string Secret => secret;

    public string Code()
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what the RFC says
        var hash = HMACSHA1.HashData(FromBase32(secret), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>A code that is wrong now and near now.</summary>
    public string WrongCode() => ((int.Parse(Code(), CultureInfo.InvariantCulture) + 123_457) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        var (bits, value) = (0, 0);
        foreach (var c in text)
        {
            value = (value << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(value >> bits));
                value &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
