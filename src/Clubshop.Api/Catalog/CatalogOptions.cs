using System.ComponentModel.DataAnnotations;

namespace Clubshop.Api.Catalog;

/// <summary>How the catalog is read and how long answers may be kept: section <c>Catalog</c> of the configuration.</summary>
public sealed class CatalogOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Catalog";

    /// <summary>The prefix of the cache's keys; the portal's <c>Cache:Prefix</c>, from where it is taken.</summary>
    [Required, RegularExpression("^[A-Za-z0-9._-]{1,40}\\z", ErrorMessage = "Cache:Prefix has 1 to 40 letters, digits and . _ -")]
    public string CachePrefix { get; set; } = "clubshop";

    /// <summary>
    /// <c>Catalog:KeepFor</c>: how long this server answers with a record that it read from the cache, before it reads it again; 0 to 1 s. It
    /// adds to the age that the contract allows.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary><c>Catalog:KeepFromTables</c>: the same for a record that the cache did not have, and that was read from DynamoDB; 0 to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan KeepFromTables { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary><c>Catalog:KeepLists</c>: how long a list of candidates is used before it is read again; 0 to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan KeepLists { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary><c>Catalog:HeldRecords</c>: how many records are held at once, 1,000 or more; about 3 KB each.</summary>
    [Range(1_000, 10_000_000)]
    public int HeldRecords { get; set; } = 200_000;

    /// <summary><c>Catalog:MaxAge</c>: <c>max-age</c> of answers, for CloudFront and apps; up to 10 minutes. Shorter where an offer starts or ends before.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary><c>Catalog:StaleWhileRevalidate</c>: <c>stale-while-revalidate</c> of answers; up to 10 minutes, shorter as <see cref="MaxAge"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StaleWhileRevalidate { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary><c>Catalog:TableReads</c>: how many reads of DynamoDB may be under way at once; 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int TableReads { get; set; } = 64;

    /// <summary><c>Catalog:TableQueue</c>: how many more may wait for one; beyond it 503. 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int TableQueue { get; set; } = 512;

    /// <summary><c>Catalog:TableWait</c>: how long they wait, 503 after that; 10 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan TableWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary><c>Catalog:TableTimeout</c>: how long one read of DynamoDB may take, retries included; 100 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan TableTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
