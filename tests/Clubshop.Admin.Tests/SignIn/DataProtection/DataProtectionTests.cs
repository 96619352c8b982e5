using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.DataProtection;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.DataProtection;

public sealed class DataProtectionTests
{
    [Fact]
    public async Task Keys_WithACertificate_AreSealedAndReadByAnInstanceThatHasIt()
    {
        var first = NewCertificate();
        var second = NewCertificate();
        await using var portal = await PortalHost.StartAsync([new("DataProtection:CertificateBase64", first), new("DataProtection:CertificatePassword", "pass")]);
        using var browser = portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var step = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));

        var stored = await portal.Clients.DynamoDb.QueryAsync(new()
        {
            TableName = "clubshop-system",
            KeyConditionExpression = "pk = :pk",
            ExpressionAttributeValues = new() { [":pk"] = new() { S = "DATAPROTECTION" } },
        });
        Assert.All(stored.Items, item => Assert.Contains("EncryptedData", item["xml"].S, StringComparison.Ordinal));

        // The next certificate, with the one before it named as old: a step and a form of the first instance go on here.
        await using var rotated = await PortalHost.StartAsync(
            [
                new("DataProtection:CertificateBase64", second), new("DataProtection:CertificatePassword", "pass"),
                new("DataProtection:OldCertificatesBase64:0", first),
            ],
            portal.Aws, portal.Time);
        using var there = rotated.NewBrowser();
        foreach (var (name, value) in browser.Cookies)
            there.Cookies[name] = value;

        var done = await there.SubmitAsync(step with { Path = "/sign-in/enrol" }, ("Code", new Authenticator(step.Value("SetupKey"), portal.Time).Code()));
        Assert.Equal(HttpStatusCode.Found, done.Status);
        Assert.Contains("clubshop", there.Cookies.Keys);

        await using var stranger = await PortalHost.StartAsync(
            [new("DataProtection:CertificateBase64", second), new("DataProtection:CertificatePassword", "pass")], portal.Aws, portal.Time);
        var sealedByFirst = portal.Get<IDataProtectionProvider>().CreateProtector("test").Protect([1, 2, 3]);
        Assert.ThrowsAny<CryptographicException>(() => stranger.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedByFirst));
    }

    [Fact]
    public async Task KeyLoading_OfTheFramework_IsOneServiceAndOurs()
    {
        // When this fails, the framework starts something else for data protection: look at what it is before leaving it out.
        var services = new ServiceCollection();
        services.AddDataProtection();
        Assert.Single(services, DataProtectionSetup.IsKeyLoading);
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));

        await using var portal = await PortalHost.StartAsync();
        Assert.Single(portal.Get<IEnumerable<IHostedService>>(), service => service is KeyLoader);
        Assert.DoesNotContain(portal.Get<IEnumerable<IHostedService>>(), service => service.GetType().Assembly == typeof(DataProtectionOptions).Assembly);
    }

    [Fact]
    public void StaffPool_Missing_NamesEveryKeyAtOnce()
    {
        var result = new StaffPoolOptionsCheck().Validate(null, new());
        foreach (var key in (string[])["AWS:Region", "AWS:UserPoolId", "AWS:UserPoolClientId"])
            Assert.Contains(result.Failures!, failure => failure.StartsWith(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_MissingWhereTheRealAwsIs_StopsTheStartWithItsKey()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => PortalHost.StartAsync(
            [new("Aws:Mode", "Aws"), new("Aws:Region", "ap-south-1"), new("Sealing:KeyId", "alias/clubshop-admin")], fill: false));
        Assert.Contains("DataProtection:CertificateBase64", exception.Message, StringComparison.Ordinal);
    }

    private static string NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Clubshop Admin keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(5));
        return Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, "pass"));
    }
}
