using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Clubshop.LocalAws.Tests.S3;

public sealed class ObjectTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Object_PutThroughTheSdk_ComesBackWithAllThatItHad(bool byPath)
    {
        await using var endpoint = await S3Endpoint.OpenAsync(byPath: byPath);
        var put = await endpoint.Client.PutObjectAsync(Picture("shops/croma logo ₹/a+b.svg", "<svg/>"));
        Assert.Equal("\"" + Md5("<svg/>") + "\"", put.ETag);

        using var got = await endpoint.Client.GetObjectAsync("pictures", "shops/croma logo ₹/a+b.svg");
        Assert.Equal("<svg/>", await TextAsync(got));
        Assert.Equal("image/svg+xml", got.Headers.ContentType);
        Assert.Equal("max-age=60", got.Headers.CacheControl);
        Assert.Null(got.Headers.ContentEncoding);
        Assert.Equal("Meera", got.Metadata["uploaded-by"]);
        Assert.Equal(put.ETag, got.ETag);

        var head = await endpoint.Client.GetObjectMetadataAsync("pictures", "shops/croma logo ₹/a+b.svg");
        Assert.Equal(6, head.ContentLength);
        Assert.Equal(put.ETag, head.ETag);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Object_WithEachChecksum_IsCheckedAndGivesItBack(string algorithm)
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        var request = Picture("a", "some picture");
        request.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm);
        await endpoint.Client.PutObjectAsync(request);
        using var got = await endpoint.Client.GetObjectAsync(new GetObjectRequest { BucketName = "pictures", Key = "a", ChecksumMode = ChecksumMode.ENABLED });
        Assert.Equal("some picture", await TextAsync(got));
        Assert.NotNull(algorithm switch
        {
            "CRC32" => got.ChecksumCRC32,
            "SHA1" => got.ChecksumSHA1,
            _ => got.ChecksumSHA256,
        });
    }

    [Fact]
    public async Task Object_ChecksumsOfTheCheckString_AreThePublishedOnes()
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        var body = "123456789"u8.ToArray();
        using (var put = await endpoint.SendAsync(HttpMethod.Put, "/pictures/a", body)) // CRC-64/NVME by itself, check value of the NVMe specification
            Assert.Equal(Convert.ToBase64String(Convert.FromHexString("AE8B14860A799888")), put.Headers.GetValues("x-amz-checksum-crc64nvme").Single());
        using var wrong = await endpoint.SendAsync(HttpMethod.Put, "/pictures/a", body, ("x-amz-checksum-crc32", "AAAAAA=="));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("<Code>BadDigest</Code>", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=8-100", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-100", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=3-1", 200, "0123456789", null)]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", null)]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    [InlineData("bytes=-0", 416, null, "bytes */10")]
    public async Task Object_Range_IsAnsweredAsRfc9110Says(string range, int status, string? text, string? contentRange)
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        await endpoint.Client.PutObjectAsync(Picture("a", "0123456789"));
        using var answer = await endpoint.SendAsync(HttpMethod.Get, "/pictures/a", null, ("Range", range));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(contentRange, answer.Content.Headers.TryGetValues("Content-Range", out var given) ? given.Single() : null);
        if (text is not null) Assert.Equal(text, await answer.Content.ReadAsStringAsync());
        else Assert.Contains("<Code>InvalidRange</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_Conditions_AreKept()
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        var tag = (await endpoint.Client.PutObjectAsync(Picture("a", "one"))).ETag;
        Task<HttpResponseMessage> Send(HttpMethod method, string name, string value) =>
            endpoint.SendAsync(method, "/pictures/a", method == HttpMethod.Put ? "two"u8.ToArray() : null, (name, value));
        async Task<int> Status(HttpMethod method, string name, string value)
        {
            using var answer = await Send(method, name, value);
            return (int)answer.StatusCode;
        }

        Assert.Equal(304, await Status(HttpMethod.Get, "If-None-Match", tag));
        Assert.Equal(200, await Status(HttpMethod.Get, "If-None-Match", "\"other\""));
        Assert.Equal(412, await Status(HttpMethod.Get, "If-Match", "\"other\""));
        Assert.Equal(412, await Status(HttpMethod.Head, "If-Match", "\"other\""));
        Assert.Equal(200, await Status(HttpMethod.Head, "If-Match", tag));
        Assert.Equal(304, await Status(HttpMethod.Get, "If-Modified-Since", endpoint.Time.GetUtcNow().ToString("R")));
        Assert.Equal(412, await Status(HttpMethod.Get, "If-Unmodified-Since", endpoint.Time.GetUtcNow().AddDays(-1).ToString("R")));
        Assert.Equal(412, await Status(HttpMethod.Put, "If-None-Match", "*"));
        Assert.Equal(412, await Status(HttpMethod.Put, "If-Match", "\"other\""));
        Assert.Equal(200, await Status(HttpMethod.Put, "If-Match", tag));
        Assert.Equal(412, await Status(HttpMethod.Delete, "If-Match", tag));
        Assert.Equal(204, await Status(HttpMethod.Delete, "If-Match", "*"));
        Assert.Equal(404, await Status(HttpMethod.Put, "If-Match", tag));
    }

    [Theory]
    [InlineData("pictures/%ED%A0%80", 400, "InvalidURI")] // half of a surrogate pair
    [InlineData("pictures/a%FF", 400, "InvalidURI")]
    [InlineData("pictures/%F0%9F%98%80", 404, "NoSuchKey")]
    [InlineData("pictures/100%", 404, "NoSuchKey")]
    [InlineData("pictures%0A/a", 400, "InvalidBucketName")]
    public async Task Object_UnderAnOddKey_IsLookedForOrRefusedByName(string path, int status, string code)
    {
        await using var endpoint = await S3Endpoint.OpenAsync();

        using var answer = await endpoint.SendAsync(HttpMethod.Get, path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"<Code>{code}</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_ThatIsNotThere_IsNoSuchKeyAndItsBucketNoSuchBucket()
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<NoSuchKeyException>(() => endpoint.Client.GetObjectAsync("pictures", "a"))).ErrorCode);
        Assert.Equal("NoSuchBucket", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => endpoint.Client.GetObjectAsync("others", "a"))).ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => endpoint.Client.GetObjectMetadataAsync("pictures", "a"))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await endpoint.Client.DeleteObjectAsync("pictures", "a")).HttpStatusCode);
        await endpoint.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = "pictures" });
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => endpoint.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = "others" }));
        await Assert.ThrowsAsync<BucketAlreadyOwnedByYouException>(
            () => endpoint.Client.PutBucketAsync(new PutBucketRequest { BucketName = "pictures", BucketRegionName = "ap-south-1" }));
        var elsewhere = await Assert.ThrowsAsync<AmazonS3Exception>(() => endpoint.Client.PutBucketAsync("others"));
        Assert.Equal("IllegalLocationConstraintException", elsewhere.ErrorCode);
    }

    [Fact]
    public async Task Request_ForWhatIsNotHere_IsRefusedByName()
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        var listing = await Assert.ThrowsAsync<AmazonS3Exception>(() => endpoint.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "pictures" }));
        Assert.Equal(("NotImplemented", HttpStatusCode.NotImplemented), (listing.ErrorCode, listing.StatusCode));
        Assert.Contains("list-type", listing.Message, StringComparison.Ordinal);
        using var unsigned = await endpoint.Raw.GetAsync(new Uri("http://pictures.s3.localhost/a"));
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
    }

    [Fact]
    public async Task Object_Presigned_IsReadUntilItsTimeIsOver()
    {
        await using var endpoint = await S3Endpoint.OpenAsync();
        await endpoint.Client.PutObjectAsync(Picture("a", "one"));
        var at = endpoint.Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var url = new Uri($"/pictures/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20261121%2Fap-south-1%2Fs3%2Faws4_request&X-Amz-Date={at}"
            + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=b&response-content-type=text%2Fplain", UriKind.Relative);
        using (var good = await endpoint.Raw.GetAsync(url)) Assert.Equal("text/plain", good.Content.Headers.ContentType!.ToString());
        endpoint.Time.Advance(TimeSpan.FromSeconds(61));
        using var late = await endpoint.Raw.GetAsync(url);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    [Fact]
    public async Task Object_AfterRestart_IsThere_AndWhatWasCutShortIsNot()
    {
        using var folder = new TestFolder();
        await using (var endpoint = await S3Endpoint.OpenAsync(folder.Path)) await endpoint.Client.PutObjectAsync(Picture("a", "one"));
        var left = Path.Combine(folder.Path, "s3", "pictures", "half.new");
        await File.WriteAllTextAsync(left, "half");
        await using var again = await S3Endpoint.OpenAsync(folder.Path, bucket: false);
        using var got = await again.Client.GetObjectAsync("pictures", "a");
        Assert.Equal("one", await TextAsync(got));
        Assert.Equal("Meera", got.Metadata["uploaded-by"]);
        Assert.False(File.Exists(left));
    }

    private static PutObjectRequest Picture(string key, string text) => new()
    {
        BucketName = "pictures",
        Key = key,
        InputStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        ContentType = "image/svg+xml",
        Headers = { CacheControl = "max-age=60" },
        Metadata = { ["uploaded-by"] = "Meera" },
    };

    private static async Task<string> TextAsync(GetObjectResponse answer)
    {
        using var reader = new StreamReader(answer.ResponseStream);
        return await reader.ReadToEndAsync();
    }

#pragma warning disable CA5351 // The ETag of S3 is an MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
