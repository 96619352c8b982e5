using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>
/// The numbers of Cognito's USER_SRP_AUTH: the 3072-bit group of RFC 3526 (no. 15), g = 2, SHA-256. It is SRP-6a with one departure
/// from RFC 5054: numbers are hashed in their own length (with a zero byte where the top bit is set), never padded to the length of N.
/// </summary>
internal static class SrpGroup
{
    /// <summary>The prime N.</summary>
    public static readonly BigInteger N = Parse(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
        + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
        + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
        + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"
        + "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
        + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF");

    /// <summary>The generator g.</summary>
    public static readonly BigInteger G = 2;

    /// <summary>k = H(N ‖ g).</summary>
    public static readonly BigInteger K = Unsigned(Hash(Bytes(N), Bytes(G)));

    private static readonly Montgomery Modulus = new(N);
    private static readonly byte[] KeyInfo = [.. "Caldera Derived Key"u8];

    /// <summary>value^exponent mod N, for a value in 0..N−1 and an exponent that is not negative.</summary>
    public static BigInteger Power(BigInteger value, BigInteger exponent) => Modulus.Power(value, exponent);

    /// <summary>x = H(salt ‖ H(poolName ‖ userId ‖ ":" ‖ password)).</summary>
    public static BigInteger PrivateKey(string poolName, string userId, string password, BigInteger salt) =>
        Unsigned(Hash(Bytes(salt), SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}"))));

    /// <summary>v = g^x.</summary>
    public static BigInteger Verifier(string poolName, string userId, string password, BigInteger salt) =>
        Power(G, PrivateKey(poolName, userId, password, salt));

    /// <summary>u = H(A ‖ B).</summary>
    public static BigInteger Scrambler(BigInteger clientPublic, BigInteger serverPublic) =>
        Unsigned(Hash(Bytes(clientPublic), Bytes(serverPublic)));

    /// <summary>The 16-byte key of both sides: HKDF-SHA256 with salt u and the info text of Cognito's clients.</summary>
    public static byte[] SessionKey(BigInteger secret, BigInteger scrambler) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes(secret), 16, Bytes(scrambler), KeyInfo);

    /// <summary>The claim that proves the key: HMAC over pool name, user id, secret block and time stamp.</summary>
    public static byte[] Signature(byte[] key, string poolName, string userId, ReadOnlySpan<byte> secretBlock, string timestamp)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(poolName));
        hmac.AppendData(Encoding.UTF8.GetBytes(userId));
        hmac.AppendData(secretBlock);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        return hmac.GetHashAndReset();
    }

    /// <summary>A number from hex without sign, or null when the text is not that.</summary>
    public static BigInteger? FromHex(string hex) =>
        hex.Length is > 0 and <= 1024
        && BigInteger.TryParse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Lower-case hex without leading zeros, as the service sends numbers.</summary>
    public static string ToHex(BigInteger number) => number.IsZero
        ? "0"
        : Convert.ToHexStringLower(number.ToByteArray(isUnsigned: true, isBigEndian: true)).TrimStart('0');

    /// <summary>A number from bytes, big-endian, never negative.</summary>
    public static BigInteger Unsigned(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>The number as it is hashed: shortest big-endian form, with a zero byte in front where the top bit is set.</summary>
    public static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    private static byte[] Hash(byte[] first, byte[] second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        return hash.GetHashAndReset();
    }

    private static BigInteger Parse(string hex) =>
        BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
