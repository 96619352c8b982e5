namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>The names of a key's attributes.</summary>
/// <param name="Partition">The HASH attribute, or the first of them.</param>
/// <param name="Sort">The RANGE attribute, or the first of them, if the key has one.</param>
public sealed record KeySchema(string Partition, string? Sort)
{
    /// <summary>Further HASH attributes, which only a global index can have: up to three.</summary>
    public IReadOnlyList<string> MorePartitions { get; init; } = [];

    /// <summary>Further RANGE attributes, which only a global index can have: up to three.</summary>
    public IReadOnlyList<string> MoreSorts { get; init; } = [];

    /// <summary>All HASH attributes.</summary>
    public IReadOnlyList<string> Partitions => [Partition, .. MorePartitions];

    /// <summary>All RANGE attributes.</summary>
    public IReadOnlyList<string> Sorts => Sort is null ? [] : [Sort, .. MoreSorts];

    /// <summary>The names in order.</summary>
    public IReadOnlyList<string> Names =>
        MorePartitions.Count + MoreSorts.Count > 0 ? [.. Partitions, .. Sorts] : Sort is null ? [Partition] : [Partition, Sort];

    /// <summary>Of the elements of a key schema that was checked, (name, HASH or RANGE).</summary>
    public static KeySchema Of(IReadOnlyList<(string Name, string Type)> elements)
    {
        var partitions = elements.Where(element => element.Type == "HASH").Select(element => element.Name).ToArray();
        var sorts = elements.Where(element => element.Type == "RANGE").Select(element => element.Name).ToArray();
        return new(partitions[0], sorts.FirstOrDefault()) { MorePartitions = partitions[1..], MoreSorts = sorts.Length > 1 ? sorts[1..] : [] };
    }

    /// <summary>Whether the attribute is part of the key.</summary>
    public bool Has(string name) => name == Partition || name == Sort || MorePartitions.Contains(name) || MoreSorts.Contains(name);
}

/// <summary>Which attributes an index holds beside the keys.</summary>
public enum ProjectionKind
{
    /// <summary>All.</summary>
    All,

    /// <summary>Only keys.</summary>
    KeysOnly,

    /// <summary>Keys and the named ones.</summary>
    Include,
}

/// <summary>Provisioned capacity in units a second; 0 in on-demand mode.</summary>
public sealed record Throughput(long Read, long Write)
{
    /// <summary>On-demand.</summary>
    public static Throughput None { get; } = new(0, 0);

    /// <summary>When it was last raised, Unix seconds; null when never.</summary>
    public double? LastIncrease { get; init; }

    /// <summary>When it was last lowered, Unix seconds; null when never.</summary>
    public double? LastDecrease { get; init; }

    /// <summary>How often it was lowered today.</summary>
    public int DecreasesToday { get; init; }
}

/// <summary>A secondary index as it was asked for.</summary>
/// <param name="Name">Unique in its table.</param>
/// <param name="IsGlobal">Global: any partition key, eventually consistent. Local: the table's partition key.</param>
/// <param name="Keys">Its key.</param>
/// <param name="Projection">What it holds.</param>
/// <param name="Included">Non-key attributes of <see cref="ProjectionKind.Include"/>.</param>
/// <param name="Throughput">Of a global index.</param>
public sealed record IndexDescriptor(
    string Name, bool IsGlobal, KeySchema Keys, ProjectionKind Projection, IReadOnlyList<string> Included, Throughput Throughput)
{
    /// <summary>When a global index becomes ACTIVE after it was added; null for one that came with its table.</summary>
    public DateTimeOffset? ActiveFrom { get; init; }

    /// <summary>On-demand limits, if set: (read, write), -1 for no limit.</summary>
    public (long Read, long Write)? OnDemand { get; init; }
}

/// <summary>What a backup is of.</summary>
/// <param name="Name">The backup's name, which need not be unique.</param>
/// <param name="Source">The table as it was.</param>
/// <param name="Count">Its items.</param>
/// <param name="Bytes">Their size.</param>
public sealed record BackupOf(string Name, TableDescriptor Source, long Count, long Bytes);

/// <summary>What a table was restored from.</summary>
/// <param name="BackupArn">The backup; null for a moment of a table.</param>
/// <param name="SourceTableArn">The table.</param>
/// <param name="At">The moment whose items it has.</param>
public sealed record Restored(string? BackupArn, string SourceTableArn, DateTimeOffset At);

/// <summary>Everything about a table but its items.</summary>
public sealed record TableDescriptor
{
    /// <summary>A number that is never given twice; the log names tables by it.</summary>
    public required int Number { get; init; }

    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>TableId</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its key.</summary>
    public required KeySchema Keys { get; init; }

    /// <summary>Types (S, N, B) of the key attributes of table and indexes, in the order given.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; }

    /// <summary>Local, then global indexes.</summary>
    public required IReadOnlyList<IndexDescriptor> Indexes { get; init; }

    /// <summary>PAY_PER_REQUEST rather than PROVISIONED.</summary>
    public required bool OnDemand { get; init; }

    /// <summary>Provisioned capacity.</summary>
    public required Throughput Throughput { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it becomes ACTIVE.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>When the billing mode was last set to PAY_PER_REQUEST.</summary>
    public DateTimeOffset? OnDemandSince { get; init; }

    /// <summary>Refuses DeleteTable.</summary>
    public bool DeletionProtection { get; init; }

    /// <summary>STANDARD_INFREQUENT_ACCESS or STANDARD; null when never said.</summary>
    public string? TableClass { get; init; }

    /// <summary>Encryption with the AWS-managed key was requested. It is reported back; the data on the disk does not change.</summary>
    public bool ManagedKey { get; init; }

    /// <summary>Tags by key, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>On-demand limits, if set: (read, write), -1 for no limit.</summary>
    public (long Read, long Write)? OnDemandLimits { get; init; }

    /// <summary>The time-to-live attribute, when enabled.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>When time to live was last switched.</summary>
    public DateTimeOffset? TimeToLiveChanged { get; init; }

    /// <summary>Of a backup, what it is of; null for a table.</summary>
    public BackupOf? Backup { get; init; }

    /// <summary>Of a table that was restored, from what; null for one that was made.</summary>
    public Restored? Restored { get; init; }

    /// <summary>Point-in-time recovery is on.</summary>
    public bool PointInTime { get; init; }

    /// <summary>The attribute's declared type.</summary>
    public string TypeOf(string attribute)
    {
        foreach (var (name, type) in Attributes)
        {
            if (name == attribute) return type;
        }
        throw new InvalidOperationException($"{attribute} is not a key attribute of {Name}.");
    }

    /// <summary>The index of that name.</summary>
    public IndexDescriptor? Index(string name) => Indexes.FirstOrDefault(index => index.Name == name);
}
