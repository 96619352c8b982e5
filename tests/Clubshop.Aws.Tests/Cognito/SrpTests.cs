using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using CsCheck;

namespace Clubshop.Aws.Tests.Cognito;

public sealed class SrpTests
{
    public static TheoryData<string> Names =>
        [.. Documents.Vectors.GetProperty("vectors").EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    [Fact]
    public void Group_OfTheVectors_IsOurs()
    {
        var constants = Documents.Vectors.GetProperty("constants");
        Assert.Equal(constants.GetProperty("N").GetString(), Srp.Hex(Srp.N));
        Assert.Equal(constants.GetProperty("k").GetString(), Srp.Hex(Srp.K));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_EveryValue_IsReproduced(string name)
    {
        var vector = Documents.Vectors.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
        var input = Fields(vector.GetProperty("input"));
        var output = vector.GetProperty("output");
        var expected = Fields(output);
        var srp = new Srp(Srp.ParseHex(input["a"]));
        Assert.Equal(expected["A"], srp.PublicValue);

        var b = Srp.ParseHex(expected["B"]);
        var u = Srp.Scrambler(Srp.ParseHex(srp.PublicValue), b);
        Assert.Equal(expected["u"], Srp.Hex(u));
        var salt = Srp.ParseHex(input["salt"]);
        var x = Srp.PrivateKey(salt, input["poolName"], input["userIdForSrp"], input["password"]);
        Assert.Equal(expected["x"], Srp.Hex(x));
        Assert.Equal(expected["v"], Srp.Hex(BigInteger.ModPow(2, x, Srp.N)));
        var secret = srp.Secret(b, u, x);
        Assert.Equal(expected["S"], Srp.Hex(secret));
        Assert.Equal(expected["key"], Convert.ToHexStringLower(Srp.DeriveKey(u, secret)));

        var padded = Fields(output.GetProperty("padded"));
        foreach (var (field, value) in new[] { ("A", Srp.ParseHex(srp.PublicValue)), ("B", b), ("salt", salt), ("u", u), ("S", secret) })
            Assert.Equal((field, padded[field]), (field, Convert.ToHexStringLower(Srp.Bytes(value))));

        var now = DateTimeOffset.Parse("2026-03-03T09:05:07Z", CultureInfo.InvariantCulture);
        var challenge = new SrpChallenge(input["userIdForSrp"], input["salt"], expected["B"], input["secretBlock"]);
        var answer = srp.Answer(challenge, input["poolName"], input["password"], now);
        Assert.Equal(input["timestamp"], answer.Timestamp);
        Assert.Equal(expected["signature"], answer.Signature);
    }

    [Fact]
    public void Timestamp_OfEveryVector_IsReproduced()
    {
        foreach (var row in Documents.Vectors.GetProperty("timestamps").EnumerateArray())
        {
            var at = row.GetProperty("iso").GetDateTimeOffset();
            Assert.Equal(row.GetProperty("text").GetString(), Srp.Timestamp(at));
            Assert.Equal(row.GetProperty("text").GetString(), Srp.Timestamp(at.ToOffset(TimeSpan.FromHours(5.5))));
        }
    }

    [Fact]
    public void SecretHash_OfEveryVector_IsReproduced()
    {
        foreach (var row in Documents.Vectors.GetProperty("secretHash").EnumerateArray().Select(Fields))
            Assert.Equal(row["secretHash"], SecretHash.Of(row["username"], row["clientId"], row["clientSecret"]));
    }

    [Theory]
    [InlineData("-1", "ff")]
    [InlineData("-7f", "81")]
    [InlineData("-80", "80")]
    [InlineData("-81", "ff7f")]
    [InlineData("-ff", "ff01")]
    [InlineData("-8100", "ff7f00")]
    [InlineData("0", "00")]
    [InlineData("7f", "7f")]
    [InlineData("80", "0080")]
    public void Padding_OfSmallNumbers_IsTwosComplement(string hex, string padded) =>
        Assert.Equal(padded, Convert.ToHexStringLower(Srp.Bytes(Srp.ParseHex(hex))));

    [Fact]
    public void Padding_OfAnyNumber_IsWhatTheJavaScriptClientDoes() => Gen.Select(Number(1, 19), Gen.Bool).Sample(
        (number, negative) => Convert.ToHexStringLower(Srp.Bytes(negative ? -number : number)) == JavaScriptPadHex(negative ? -number : number), iter: 2_000);

    [Fact]
    public void Answer_WithANegativeSalt_IsMade()
    {
        var challenge = new SrpChallenge("someone", "-7b1d0c2f4e6a8899aabbccddeeff0011", "2f", "AAECAw==");
        var answer = new Srp(new BigInteger(165)).Answer(challenge, "Example01", "Corr3ct-Horse!", DateTimeOffset.UnixEpoch);
        Assert.Equal(32, Convert.FromBase64String(answer.Signature).Length);
    }

    [Theory]
    [InlineData("0", "7b")]
    [InlineData("", "7b")]
    [InlineData("2f", "not hex")]
    [InlineData("2f", "-")]
    public void Answer_ToAForbiddenOrBrokenChallenge_IsRefused(string serverPublic, string salt)
    {
        var challenge = new SrpChallenge("someone", salt, serverPublic, "AAECAw==");
        Assert.Throws<FormatException>(() => new Srp().Answer(challenge, "Example01", "p", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Answer_ToAServerValueThatIsAMultipleOfN_IsRefused()
    {
        var challenge = new SrpChallenge("someone", "7b", Srp.Hex(Srp.N * 3), "AAECAw==");
        Assert.Throws<FormatException>(() => new Srp().Answer(challenge, "Example01", "p", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Attempts_TwoOfThem_HaveDifferentPublicValues() => Assert.NotEqual(new Srp().PublicValue, new Srp().PublicValue);

    [Fact]
    public void Secret_OfAnyPair_IsTheServersToo() => Gen.Select(Number(128, 128), Number(128, 128), Number(32, 32)).Sample((a, b, x) =>
    {
        var client = new Srp(a);
        var v = BigInteger.ModPow(2, x, Srp.N);
        var serverPublic = ((Srp.K * v) + BigInteger.ModPow(2, b, Srp.N)) % Srp.N;
        var u = Srp.Scrambler(Srp.ParseHex(client.PublicValue), serverPublic);
        var server = BigInteger.ModPow(Srp.ParseHex(client.PublicValue) * BigInteger.ModPow(v, u, Srp.N), b, Srp.N);
        Assert.Equal(server, client.Secret(serverPublic, u, x));
    }, iter: 20);

    private static Gen<BigInteger> Number(int least, int most) => Gen.Byte.Array[least, most].Select(bytes => new BigInteger(bytes, isUnsigned: true));

    // The rule as amazon-cognito-identity-js states it, digit by digit.
    private static string JavaScriptPadHex(BigInteger value)
    {
        var hex = BigInteger.Abs(value).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        hex = hex.Length == 0 ? "0" : hex;
        hex = hex.Length % 2 == 1 ? "0" + hex : hex;
        hex = hex[0] >= '8' ? "00" + hex : hex;
        if (value.Sign >= 0)
            return hex;
        var inverted = string.Concat(hex.Select(c => (15 - Convert.ToInt32(c.ToString(), 16)).ToString("x", CultureInfo.InvariantCulture)));
        hex = (BigInteger.Parse("0" + inverted, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) + 1)
            .ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(inverted.Length, '0');
        return hex.StartsWith("ff8", StringComparison.Ordinal) ? hex[2..] : hex;
    }

    private static Dictionary<string, string> Fields(JsonElement element) => element.EnumerateObject()
        .Where(p => p.Value.ValueKind == JsonValueKind.String)
        .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
}
