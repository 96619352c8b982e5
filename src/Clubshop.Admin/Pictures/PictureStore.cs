using Amazon.S3;
using Amazon.S3.Model;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Pictures;

/// <summary>
/// The files of pictures in S3, under the path at which end users ask for them (<c>pictures/{name}/640.webp</c>). What is under a key never changes, so CloudFront
/// and browsers keep it for a year.
/// </summary>
internal sealed class PictureStore(IAmazonS3 s3, IOptions<PictureOptions> options, IOptions<AwsOptions> aws, TimeProvider time)
{
    private const string ForAYear = "public, max-age=31536000, immutable";

    // Somebody waits: the client itself would try for minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is a bucket.</summary>
    public bool Exists => !string.IsNullOrWhiteSpace(options.Value.Bucket);

    private string Bucket => options.Value.Bucket!.Trim();

    /// <summary>Puts all files of a picture. Putting them again does no harm.</summary>
    /// <exception cref="OperationCanceledException">S3 took too long, or <paramref name="cancellationToken"/>.</exception>
    public async Task PutAsync(EncodedPicture picture, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        foreach (var file in picture.Files)
            await PutAsync(KeyOf(picture.Name, file.Name), file, either.Token);
    }

    /// <summary>A file of a picture; null if there is none.</summary>
    /// <exception cref="OperationCanceledException">S3 took too long, or <paramref name="cancellationToken"/>.</exception>
    public async Task<byte[]?> GetAsync(string name, string file, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = KeyOf(name, file) }, either.Token);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, either.Token);
            return content.ToArray();
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchKey" || (IsOwn && none.ErrorCode is "NoSuchBucket"))
        {
            return null;
        }
    }

    /// <summary>Whether the first file of a picture is there; the others were put with it.</summary>
    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = KeyOf(name, PictureFiles.All[0]) }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception none) when (none.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Deletes all files of a picture.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var file in PictureFiles.All)
            await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = KeyOf(name, file) }, cancellationToken);
    }

    private static string KeyOf(string name, string file) => $"{PictureFiles.PathOf(name)[1..]}/{file}";

    private async Task PutAsync(string key, EncodedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync();
        }
        catch (AmazonS3Exception none) when (IsOwn && none.ErrorCode == "NoSuchBucket")
        {
            try
            {
                await s3.PutBucketAsync(new PutBucketRequest { BucketName = Bucket, BucketRegionName = aws.Value.RegionInEffect }, cancellationToken);
            }
            catch (AmazonS3Exception made) when (made.ErrorCode == "BucketAlreadyOwnedByYou")
            {
                // Somebody else's first picture came at the same moment.
            }

            await SendAsync();
        }

        async Task SendAsync()
        {
            using var body = new MemoryStream(file.Content, writable: false);
            var request = new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = body, AutoCloseStream = false, ContentType = PictureFiles.TypeOf(file.Name) };
            request.Headers.CacheControl = ForAYear;
            await s3.PutObjectAsync(request, cancellationToken);
        }
    }

    // In an AWS of this machine the portal makes its bucket; in an account it is part of the deployment.
    private bool IsOwn => aws.Value.Mode is AwsMode.Embedded || aws.Value.EndpointAddress is { IsLoopback: true };
}
