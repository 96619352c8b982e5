using System.Globalization;
using System.Text.Json;

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
