using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// The client's side of Cognito's USER_SRP_AUTH: SRP-6a over the 3072-bit group of RFC 5054 with SHA-256, and HKDF. It differs from
/// RFC 5054 in padding: a number is hashed as its shortest two's complement bytes, never widened to the length of N.
/// Use one object per sign-in attempt.
/// </summary>
public sealed class Srp
{
    // RFC 5054 appendix A, 3072 bit, which is group 15 of RFC 3526.
    private const string Prime =
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
        + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDE"
        + "E386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83"
        + "655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39"
        + "E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA05101572"
        + "8E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5A"
        + "E8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117"
        + "577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    private const int SecretBytes = 128;
    private const int KeyBytes = 16;

    internal static readonly BigInteger N = BigInteger.Parse(Prime, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    internal static readonly BigInteger K = Number(SHA256.HashData([.. Bytes(N), .. Bytes(Generator)]));
    private static readonly byte[] Info = "Caldera Derived Key"u8.ToArray();

    private readonly BigInteger _secret;
    private readonly BigInteger _public;

    /// <summary>A new attempt with its own random secret.</summary>
    public Srp()
        : this(Number(RandomNumberGenerator.GetBytes(SecretBytes)))
    {
    }

    internal Srp(BigInteger secret)
    {
        _secret = secret;
        _public = BigInteger.ModPow(Generator, secret, N);
        if (_public.IsZero)
            throw new ArgumentException("The secret gives a public value of zero.", nameof(secret));
    }

    /// <summary>SRP_A: the public value as hexadecimal digits, not padded.</summary>
    public string PublicValue => Hex(_public);

    private static BigInteger Generator => 2;

    /// <summary>
    /// The answer to PASSWORD_VERIFIER.
    /// </summary>
    /// <param name="challenge">What Cognito sent.</param>
    /// <param name="poolName">The part of the pool's id after the underscore.</param>
    /// <param name="password">The password as typed.</param>
    /// <param name="now">The time to sign; Cognito tolerates some seconds of difference.</param>
    /// <exception cref="FormatException">The challenge is invalid: an unreadable number, or a value that SRP forbids.</exception>
    public SrpAnswer Answer(SrpChallenge challenge, string poolName, string password, DateTimeOffset now)
    {
        var b = ParseHex(challenge.ServerPublic);
        if ((b % N).IsZero)
            throw new FormatException("SRP_B is zero modulo N.");
        var u = Scrambler(_public, b);
        if (u.IsZero)
            throw new FormatException("SRP's u is zero.");
        var x = PrivateKey(ParseHex(challenge.Salt), poolName, challenge.UserId, password);
        var key = DeriveKey(u, Secret(b, u, x));
        var timestamp = Timestamp(now);
        byte[] message =
        [
            .. Encoding.UTF8.GetBytes(poolName), .. Encoding.UTF8.GetBytes(challenge.UserId),
            .. Convert.FromBase64String(challenge.SecretBlock), .. Encoding.UTF8.GetBytes(timestamp),
        ];
        return new SrpAnswer(timestamp, Convert.ToBase64String(HMACSHA256.HashData(key, message)));
    }

    /// <summary>The time in the format that Cognito signs: English names, 24 hours, the day without a leading zero, UTC.</summary>
    public static string Timestamp(DateTimeOffset now) =>
        now.UtcDateTime.ToString("ddd MMM d HH':'mm':'ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    internal static BigInteger Scrambler(BigInteger a, BigInteger b) => Number(SHA256.HashData([.. Bytes(a), .. Bytes(b)]));

    internal static BigInteger PrivateKey(BigInteger salt, string poolName, string userId, string password)
    {
        var inner = SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}"));
        return Number(SHA256.HashData([.. Bytes(salt), .. inner]));
    }

    /// <summary>S = (B − k·g^x)^(a + u·x) mod N.</summary>
    internal BigInteger Secret(BigInteger b, BigInteger u, BigInteger x)
    {
        var @base = (b - (K * BigInteger.ModPow(Generator, x, N))) % N;
        if (@base.Sign < 0)
            @base += N; // .NET's remainder keeps the sign; ModPow of a negative base would be negative too.
        return BigInteger.ModPow(@base, _secret + (u * x), N);
    }

    internal static byte[] DeriveKey(BigInteger u, BigInteger secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes(secret), KeyBytes, Bytes(u), Info);

    /// <summary>The shortest two's complement bytes, big end first: a positive number whose top bit is set gets one 00 in front.</summary>
    internal static byte[] Bytes(BigInteger value) => value.ToByteArray(isUnsigned: false, isBigEndian: true);

    internal static string Hex(BigInteger value) => Convert.ToHexStringLower(Bytes(value)).TrimStart('0');

    /// <summary>Reads hexadecimal digits with an optional minus sign: salts invented by Cognito may be negative.</summary>
    /// <exception cref="FormatException">Not hexadecimal digits.</exception>
    internal static BigInteger ParseHex(string text)
    {
        var negative = text.StartsWith('-');
        // A leading 0 keeps the parser from taking the top bit for a sign.
        var digits = "0" + (negative ? text[1..] : text);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || digits.Length == 1)
            throw new FormatException("Not a hexadecimal number.");
        return negative ? -value : value;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}

/// <summary>The parameters of PASSWORD_VERIFIER.</summary>
/// <param name="UserId">USER_ID_FOR_SRP: Cognito's user name of the person.</param>
/// <param name="Salt">SALT, hexadecimal.</param>
/// <param name="ServerPublic">SRP_B, hexadecimal.</param>
/// <param name="SecretBlock">SECRET_BLOCK, Base64.</param>
public sealed record SrpChallenge(string UserId, string Salt, string ServerPublic, string SecretBlock);

/// <summary>The answer to PASSWORD_VERIFIER.</summary>
/// <param name="Timestamp">TIMESTAMP, exactly the text that was signed.</param>
/// <param name="Signature">PASSWORD_CLAIM_SIGNATURE, Base64.</param>
public sealed record SrpAnswer(string Timestamp, string Signature);
