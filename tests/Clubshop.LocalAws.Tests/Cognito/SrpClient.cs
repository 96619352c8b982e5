using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>
/// The client's half of USER_SRP_AUTH, written from the published description and on its own arithmetic, so that a mistake of the
/// server cannot be repeated here. Checked against srp-vectors.json.
/// </summary>
internal sealed class SrpClient
{
    public static readonly BigInteger Prime = FromHex(
        "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
        + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05"
        + "98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b"
        + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33"
        + "a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864"
        + "d87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff");

    private static readonly BigInteger Multiplier = FromHex(HashHex("00" + Prime.ToString("x", CultureInfo.InvariantCulture).TrimStart('0') + "02"));
    private readonly BigInteger _secret;

    public SrpClient(BigInteger secret)
    {
        _secret = secret;
        Public = BigInteger.ModPow(2, secret, Prime);
    }

    /// <summary>A.</summary>
    public BigInteger Public { get; }

    /// <summary>A as it is sent: hex, not padded.</summary>
    public string PublicHex => Public.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    public static SrpClient Random() => new(new BigInteger(RandomNumberGenerator.GetBytes(128), isUnsigned: true));

    public static BigInteger FromHex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>x for a salt, a user and a password.</summary>
    public static BigInteger PrivateKey(string poolName, string userId, string password, string saltHex)
    {
        var inner = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(poolName + userId + ":" + password)));
        return FromHex(HashHex(Pad(FromHex(saltHex)) + inner));
    }

    public BigInteger Scrambler(BigInteger serverPublic) => FromHex(HashHex(Pad(Public) + Pad(serverPublic)));

    public BigInteger Shared(BigInteger serverPublic, BigInteger privateKey)
    {
        var u = Scrambler(serverPublic);
        var basis = (serverPublic - (Multiplier * BigInteger.ModPow(2, privateKey, Prime))) % Prime;
        if (basis.Sign < 0)
            basis += Prime;
        return BigInteger.ModPow(basis, _secret + (u * privateKey), Prime);
    }

    /// <summary>The 16-byte key.</summary>
    public byte[] Key(BigInteger serverPublic, BigInteger privateKey)
    {
        var u = Convert.FromHexString(Pad(Scrambler(serverPublic)));
        var s = Convert.FromHexString(Pad(Shared(serverPublic, privateKey)));
        var pseudoRandom = HMACSHA256.HashData(u, s);
        return HMACSHA256.HashData(pseudoRandom, (byte[])[.. Encoding.UTF8.GetBytes("Caldera Derived Key"), 1])[..16];
    }

    /// <summary>PASSWORD_CLAIM_SIGNATURE.</summary>
    public string Sign(
        string poolName, string userId, string password, string saltHex, string serverPublicHex, string secretBlock, string timestamp)
    {
        var key = Key(FromHex(serverPublicHex), PrivateKey(poolName, userId, password, saltHex));
        byte[] message =
        [
            .. Encoding.UTF8.GetBytes(poolName + userId), .. Convert.FromBase64String(secretBlock), .. Encoding.UTF8.GetBytes(timestamp),
        ];
        return Convert.ToBase64String(HMACSHA256.HashData(key, message));
    }

    /// <summary>TIMESTAMP: no leading zero on the day.</summary>
    public static string Timestamp(DateTimeOffset time)
    {
        string[] days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        string[] months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{days[(int)time.DayOfWeek]} {months[time.Month - 1]} {time.Day} {time.Hour:00}:{time.Minute:00}:{time.Second:00} UTC {time.Year}");
    }

    /// <summary>Hex of even length, with 00 in front where the top bit is set.</summary>
    private static string Pad(BigInteger number)
    {
        var hex = number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        if (hex.Length % 2 == 1)
            hex = "0" + hex;
        return hex.Length > 0 && hex[0] >= '8' ? "00" + hex : hex;
    }

    private static string HashHex(string hex) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(hex)));
}
