using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Clubshop.LocalAws.Cognito.Srp;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>The client of these tests against values that two official clients agree on.</summary>
public sealed class SrpVectorTests
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cognito", "srp-vectors.json"))).RootElement;

    public static TheoryData<string> Names => [.. Vectors.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void SrpClient_AnyVector_MakesTheAgreedValues(string name)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        string In(string key) => vector.GetProperty("input").GetProperty(key).GetString()!;
        string Out(string key) => vector.GetProperty("output").GetProperty(key).GetString()!;
        var client = new SrpClient(SrpClient.FromHex(In("a")));
        var serverPublic = SrpClient.FromHex(Out("B"));
        var privateKey = SrpClient.PrivateKey(In("poolName"), In("userIdForSrp"), In("password"), In("salt"));

        Assert.Equal(Out("A"), client.PublicHex);
        Assert.Equal(SrpClient.FromHex(Out("x")), privateKey);
        Assert.Equal(SrpClient.FromHex(Out("u")), client.Scrambler(serverPublic));
        Assert.Equal(SrpClient.FromHex(Out("S")), client.Shared(serverPublic, privateKey));
        Assert.Equal(Out("key"), Convert.ToHexStringLower(client.Key(serverPublic, privateKey)));
        Assert.Equal(Out("signature"), client.Sign(
            In("poolName"), In("userIdForSrp"), In("password"), In("salt"), Out("B"), In("secretBlock"), In("timestamp")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SrpGroup_AnyVector_MakesTheAgreedValuesOnTheServersSide(string name)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        string In(string key) => vector.GetProperty("input").GetProperty(key).GetString()!;
        string Out(string key) => vector.GetProperty("output").GetProperty(key).GetString()!;
        var secret = SrpGroup.FromHex(In("b"))!.Value;
        var verifier = SrpGroup.Verifier(In("poolName"), In("userIdForSrp"), In("password"), SrpGroup.FromHex(In("salt"))!.Value);
        var clientPublic = SrpGroup.FromHex(Out("A"))!.Value;
        var serverPublic = ((SrpGroup.K * verifier) + SrpGroup.Power(SrpGroup.G, secret)) % SrpGroup.N;
        var scrambler = SrpGroup.Scrambler(clientPublic, serverPublic);
        var shared = SrpGroup.Power(clientPublic * SrpGroup.Power(verifier, scrambler) % SrpGroup.N, secret);
        var key = SrpGroup.SessionKey(shared, scrambler);

        Assert.Equal(Out("v"), SrpGroup.ToHex(verifier));
        Assert.Equal(Out("B"), SrpGroup.ToHex(serverPublic));
        Assert.Equal(Out("S"), SrpGroup.ToHex(shared));
        Assert.Equal(Out("key"), Convert.ToHexStringLower(key));
        Assert.Equal(Out("signature"), Convert.ToBase64String(SrpGroup.Signature(
            key, In("poolName"), In("userIdForSrp"), Convert.FromBase64String(In("secretBlock")), In("timestamp"))));
    }

    [Fact]
    public void Montgomery_AnyNumbers_AgreesWithBigInteger() => Gen.Select(
        Gen.Frequency<BigInteger>((1, Gen.Const(SrpGroup.N)), (3, Number(60).Select(number => number | BigInteger.One))),
        Gen.Frequency<BigInteger>((1, Gen.Const(-BigInteger.One)), (9, Number(400))),
        Gen.Frequency<BigInteger>((1, Gen.Const(BigInteger.Zero)), (9, Number(40)))).Sample((modulus, number, exponent) =>
    {
        if (modulus.IsOne)
            return;
        var value = ((number % modulus) + modulus) % modulus; // -1 is modulus - 1
        Assert.Equal(BigInteger.ModPow(value, exponent, modulus), new Montgomery(modulus).Power(value, exponent));
    }, iter: 200);

    private static Gen<BigInteger> Number(int most) => Gen.Byte.Array[1, most].Select(bytes => new BigInteger(bytes, isUnsigned: true));

    [Fact]
    public void SrpClient_Timestamps_AreWrittenAsTheServiceReadsThem()
    {
        foreach (var stamp in Vectors.GetProperty("timestamps").EnumerateArray())
        {
            var time = DateTimeOffset.Parse(stamp.GetProperty("iso").GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(stamp.GetProperty("text").GetString(), SrpClient.Timestamp(time));
        }
    }

    [Fact]
    public void Authenticator_Rfc6238_MakesTheAgreedCodes()
    {
        foreach (var code in Vectors.GetProperty("totp").EnumerateArray())
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(code.GetProperty("unix").GetInt64());
            Assert.Equal(code.GetProperty("code").GetString(), Authenticator.Code(code.GetProperty("secretBase32").GetString()!, time));
        }
    }
}
