using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Clubshop.Aws.Memcached;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

public sealed class TlsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memcached-tls-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Get_OverTls_WithTheAuthorityGiven_IsAnswered()
    {
        var (authority, certificate) = Certificates("127.0.0.1");
        await using var server = await DebianMemcached.StartAsync("-Z", "-o", $"ssl_chain_cert={certificate},ssl_key={certificate}");
        await using var cache = Cluster(server.Address, options => (options.Tls, options.CertificateAuthorityFile) = (true, authority));

        var value = new byte[500_000];
        Random.Shared.NextBytes(value);
        await cache.StoreAsync("k", value, Plain, None).WaitAsync(Patience);

        Assert.True((await cache.GetAsync("k", None).WaitAsync(Patience))!.Value.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task Get_CertificateOfAnUnknownAuthority_IsRefused()
    {
        var (_, certificate) = Certificates("127.0.0.1");
        await using var node = TlsNode(certificate);
        await using var cache = Cluster(node.Address, options => options.Tls = true);

        var exception = await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Contains("certificate is not trusted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CertificateOfAnotherHost_IsRefused()
    {
        var (authority, certificate) = Certificates("10.9.8.7");
        await using var node = TlsNode(certificate);
        await using var cache = Cluster(node.Address, options => (options.Tls, options.CertificateAuthorityFile) = (true, authority));

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Contains("certificate", cache.Nodes[0].State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NodeWithoutTls_IsNamed()
    {
        await using var server = await DebianMemcached.StartAsync();
        await using var cache = Cluster(server.Address, options => options.Tls = true);

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
    }

    private static PlayedNode TlsNode(string certificateFile) => new(
        static (line, talk) => talk.SayAsync($"EN O{PlayedNode.NumberOf(line)}\r\n"),
        async stream =>
        {
            var secure = new SslStream(stream);
            using var certificate = X509Certificate2.CreateFromPemFile(certificateFile);
            await secure.AuthenticateAsServerAsync(certificate);
            return secure;
        });

    private (string Authority, string Certificate) Certificates(string address)
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=memcached", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));

        var authorityFile = Path.Combine(_folder.FullName, "authority.pem");
        var certificateFile = Path.Combine(_folder.FullName, "certificate.pem");
        File.WriteAllText(authorityFile, authority.ExportCertificatePem());
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return (authorityFile, certificateFile);
    }
}
