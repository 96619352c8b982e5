using System.Text;
using System.Xml.Linq;
using Clubshop.LocalAws.S3;
using Clubshop.LocalAws.Tests.Fuzzing;
using Clubshop.LocalAws.Wire;
using CsCheck;

namespace Clubshop.LocalAws.Tests.S3;

/// <summary>Whatever is asked is answered or refused in the service's own form, and what is put under a key is got under it, and no other.</summary>
public sealed class S3FuzzTests
{
    private const string Signature = "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/s3/aws4_request, SignedHeaders=host, Signature=b";

    private static readonly string[] Paths =
    [
        "/pictures/a", "/pictures/a?x-id=PutObject", "/pictures", "/pictures/?location", "/pictures/a%20b/c?response-content-type=x", "/others/a", "/", "/pictures/%F0%9F%98%80", "/pictures/100%",
        "/pictures/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20261121%2Fap-south-1%2Fs3%2Faws4_request&X-Amz-Date=20261121T080000Z&X-Amz-Expires=60&X-Amz-Signature=b",
    ];

    private static readonly string[] PathSnippets = ["/", "%", "%2F", "%00", "%ED%A0%80", "%FF", "?", "&", "=", "..", "+", "a", "99991231T235959Z", "2147483647", "-1", "x".PadRight(1100, 'x')];

    private static readonly Gen<(string Name, string Value)> Header = Gen.OneOf<(string, string)>(
        Gen.Select(Gen.Const("Range"), Gen.OneOf("bytes=0-1", "bytes=-1", "bytes=1-", "bytes=9-1", "bytes=0-0,2-3", "bytes=99999999999999999999-", "bytes=-0", "x")),
        Gen.Select(Gen.OneOf("If-Match", "If-None-Match"), Gen.OneOf("*", "\"a\"", "", "\"d41d8cd98f00b204e9800998ecf8427e\"", "a, b")),
        Gen.Select(Gen.OneOf("If-Modified-Since", "If-Unmodified-Since"), Gen.OneOf("Sat, 21 Nov 2026 08:00:00 GMT", "yesterday", "9999-12-31", "0001-01-01")),
        Gen.Select(Gen.OneOf("Content-MD5", "x-amz-checksum-crc32", "x-amz-checksum-sha256", "x-amz-content-sha256", "x-amz-trailer", "x-amz-decoded-content-length", "Content-Encoding"),
            Gen.OneOf("", "a", "AAAA", "AAAAAA==", "UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "x-amz-checksum-crc32", "3", "-1", "aws-chunked", "gzip")),
        Gen.Select(Gen.OneOf("x-amz-acl", "x-amz-meta-a", "Content-Type", "Host", "x-amz-storage-class"), Gen.OneOf("private", "public-read", "\u00e9", "pictures.s3.localhost", "pictures.localhost:8100", "", "STANDARD")));

    private static readonly string[] Bodies =
    [
        "", "picture", "3\r\nabc\r\n0\r\n\r\n", "3;chunk-signature=x\r\nabc\r\n0;chunk-signature=y\r\n\r\n", "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "ffffffff\r\n", "7fffffff\r\nabc",
        "<CreateBucketConfiguration><LocationConstraint>ap-south-1</LocationConstraint></CreateBucketConfiguration>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
    ];

    [Fact]
    public Task Request_OfAnyKind_IsAnsweredInTheServicesForm()
    {
        var world = new Renewed<S3Service>(NewAsync, cases: 2_000);
        return Gen.Select(
            Gen.OneOf("GET", "PUT", "HEAD", "DELETE", "POST", "OPTIONS", "PATCH"), Mutations.Of(Paths, PathSnippets), Header.Array[0, 4], Mutations.Of(Bodies, Mutations.Json)).SampleAsync(
            async (method, path, headers, body) =>
            {
                var answer = await AskAsync(await world.GetAsync(), method, "/" + path.TrimStart('/'), Encoding.UTF8.GetBytes(body), headers);
                Assert.True(answer.Status is 200 or 204 or 206 or 304 or (>= 400 and < 500) or 501, $"{answer.Status}");
                if (answer.Status >= 400 && !answer.Body.IsEmpty)
                    Assert.Equal("Error", XDocument.Parse(Encoding.UTF8.GetString(answer.Body.Span)).Root!.Name.LocalName);
            });
    }

    [Fact]
    public Task Object_UnderAnyKey_IsGotUnderItAndNoOther() => Gen.Select(Gen.String[1, 20], Gen.String[1, 20]).SampleAsync(async (key, other) =>
    {
        var service = await NewAsync();
        var (path, elsewhere) = ("/pictures/" + Uri.EscapeDataString(key), "/pictures/" + Uri.EscapeDataString(other));
        if ((await AskAsync(service, "PUT", path, Encoding.UTF8.GetBytes(key))).Status != 200) return;

        Assert.Equal(Encoding.UTF8.GetBytes(key), (await AskAsync(service, "GET", path, [])).Body.ToArray());
        if (path != elsewhere) Assert.Equal(404, (await AskAsync(service, "GET", elsewhere, [])).Status);
    });

    private static async Task<S3Service> NewAsync()
    {
        var service = new S3Service("ap-south-1", null, TestTime.New());
        var made = await AskAsync(service, "PUT", "/pictures", Encoding.UTF8.GetBytes("<a><LocationConstraint>ap-south-1</LocationConstraint></a>"));
        Assert.Equal(200, made.Status);
        return service;
    }

    private static async Task<WireResponse> AskAsync(S3Service service, string method, string path, byte[] body, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = "localhost" };
        if (!path.Contains("X-Amz-Credential", StringComparison.Ordinal)) headers["Authorization"] = Signature;
        foreach (var (name, value) in more) headers[name] = value;
        var request = new WireRequest(method, path, headers, body);
        _ = service.Claims(request);
        _ = service.OperationOf(request);
        return await service.AnswerAsync(request, CancellationToken.None);
    }
}
