using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>
/// The copy of the log in S3: one object per day and shard (<c>clubshop-audit/2026/10/31/0.jsonl.gz</c>, a line per entry in DynamoDB's JSON), written once the
/// day is old enough and deleted when its entries' time is over; and, every hour, where the chains end (<c>clubshop-audit/heads/2026/10/31/07.json</c>).
/// Keys begin with the table's name: tables that were restored have an archive of their own.
/// </summary>
internal sealed partial class AuditArchive(
    IAmazonS3 s3, TableReader reader, UnauditedWriter unaudited, TableNames names, IOptions<AuditOptions> options, IOptions<AwsOptions> aws, TimeProvider time, ILogger<AuditArchive> logger)
{
    private const string Through = "through";
    private const string Deleted = "deleted";
    private const int LookBackHours = 72;

    private static readonly ItemKey StateKey = new(Table.System, "AUDIT#ARCHIVE");

    /// <summary>Whether there is a bucket.</summary>
    public bool Exists => !string.IsNullOrWhiteSpace(options.Value.ArchiveBucket);

    private string Bucket => options.Value.ArchiveBucket!.Trim();

    /// <summary>The key of a day and shard.</summary>
    public string KeyOf(DateOnly day, int shard) => Folder + day.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture) + $"/{SealBlock.Text(shard)}.jsonl.gz";

    /// <summary>Copies the days that are old enough and not copied yet, and deletes those whose time is over.</summary>
    /// <returns>Number of entries copied.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
            return 0;

        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var state = await reader.ReadAsync(StateKey, cancellationToken);
        var first = await FirstDayAsync(now, cancellationToken);
        var (day, copied) = (DayOf(state, Through)?.AddDays(1) ?? first, 0L);
        for (var last = today.AddDays(-options.Value.ArchiveAfterDays - 1); day <= last; day = day.AddDays(1))
        {
            for (var shard = 0; shard < TableSchemas.AuditShards; shard++)
                copied += await CopyAsync(day, shard, cancellationToken);

            state = await StoreAsync(state, Through, day, cancellationToken);
        }

        // A day more than the entries themselves: DynamoDB may take two to remove them.
        var over = today.AddDays(-(int)AuditAttributes.Kept.TotalDays - 1);
        for (var old = DayOf(state, Deleted)?.AddDays(1) ?? first; state is not null && old <= over; old = old.AddDays(1))
        {
            for (var shard = 0; shard < TableSchemas.AuditShards; shard++)
                await s3.DeleteObjectAsync(Bucket, KeyOf(old, shard), cancellationToken);

            state = await StoreAsync(state, Deleted, old, cancellationToken);
        }

        if (copied > 0)
            LogCopied(copied, Bucket);
        return copied;
    }

    /// <summary>The entries of a day and shard as the archive has them; empty if it has none.</summary>
    public async Task<IReadOnlyList<Item>> ReadAsync(DateOnly day, int shard, CancellationToken cancellationToken)
    {
        if (await GetAsync(KeyOf(day, shard), cancellationToken) is not { } packed)
            return [];

        await using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var lines = new StreamReader(gzip);
        var items = new List<Item>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
            items.Add(ItemJson.Read(System.Text.Encoding.UTF8.GetBytes(line)));

        return items;
    }

    /// <summary>Writes down where the chains end.</summary>
    public async Task AnchorAsync(IReadOnlyList<SealHead> heads, CancellationToken cancellationToken)
    {
        if (Exists && heads.Count > 0)
            await PutAsync(AnchorKey(time.GetUtcNow()), JsonSerializer.SerializeToUtf8Bytes(heads), cancellationToken);
    }

    /// <summary>Where the chains ended when it was last written down, within three days; empty if it was not.</summary>
    public async Task<IReadOnlyList<SealHead>> AnchorsAsync(CancellationToken cancellationToken)
    {
        for (var hours = 0; Exists && hours < LookBackHours; hours++)
        {
            if (await GetAsync(AnchorKey(time.GetUtcNow().AddHours(-hours)), cancellationToken) is { } json)
                return JsonSerializer.Deserialize<List<SealHead>>(json) ?? [];
        }

        return [];
    }

    private string Folder => names[Table.Audit] + "/";

    private string AnchorKey(DateTimeOffset at) => Folder + at.UtcDateTime.ToString("'heads/'yyyy'/'MM'/'dd'/'HH'.json'", CultureInfo.InvariantCulture);

    private async Task<long> CopyAsync(DateOnly day, int shard, CancellationToken cancellationToken)
    {
        var query = new ItemQuery(Table.Audit, AuditAttributes.DayOf(new(day.ToDateTime(default), TimeSpan.Zero), SealBlock.Text(shard))) { Index = TableSchemas.ByDay };
        using var packed = new MemoryStream();
        var count = 0L;
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await foreach (var entry in reader.QueryAllAsync(query, cancellationToken))
            {
                await gzip.WriteAsync(ItemJson.Write(entry), cancellationToken);
                gzip.WriteByte((byte)'\n');
                count++;
            }
        }

        if (count > 0)
            await PutAsync(KeyOf(day, shard), packed.ToArray(), cancellationToken);
        return count;
    }

    private async Task<DateOnly> FirstDayAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (await reader.ReadAsync(AuditAttributes.SinceKey, cancellationToken))?.GetTime(AuditAttributes.At) ?? now - AuditAttributes.Kept;
        return DateOnly.FromDateTime(since.UtcDateTime);
    }

    private async Task<Item> StoreAsync(Item? state, string attribute, DateOnly day, CancellationToken cancellationToken)
    {
        var next = (state?.Copy() ?? new Item(StateKey.Pk, StateKey.Sk)).Set(attribute, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await unaudited.PutAsync(StateKey.Table, next, null, cancellationToken); // copying or deleting a day twice does no harm
        return next;
    }

    private static DateOnly? DayOf(Item? state, string attribute) =>
        DateOnly.TryParseExact(state?.GetString(attribute), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = key }, cancellationToken);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchKey" || (IsOwn && none.ErrorCode is "NoSuchBucket"))
        {
            return null;
        }
    }

    private async Task PutAsync(string key, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync();
        }
        catch (AmazonS3Exception none) when (IsOwn && none.ErrorCode == "NoSuchBucket")
        {
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = Bucket, BucketRegionName = aws.Value.RegionInEffect }, cancellationToken);
            await SendAsync();
        }

        async Task SendAsync()
        {
            using var body = new MemoryStream(content);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = body, AutoCloseStream = false }, cancellationToken);
        }
    }

    // In an AWS of this machine the portal makes its bucket; in an account it is part of the deployment, with its lifecycle and its lock.
    private bool IsOwn => aws.Value.Mode is AwsMode.Embedded || aws.Value.EndpointAddress is { IsLoopback: true };

    [LoggerMessage(EventId = 2214, Level = LogLevel.Information, Message = "{Count} audit entries were copied to the archive {Bucket}.")]
    private partial void LogCopied(long count, string bucket);
}
