using Amazon.DynamoDBv2;
using Amazon.S3;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>The tables of one prefix, and what reads and writes them: those of the portal, or those that a backup is restored to.</summary>
internal sealed class Installation : IDisposable
{
    private readonly KeyRing _ring;

    /// <param name="portal">The portal's services: where AWS is, the tables, the clock.</param>
    /// <param name="prefix">The prefix of the tables.</param>
    /// <param name="boundTo">The name of the system table under which the data keys were made; null for what <c>Sealing:BoundTo</c> says.</param>
    public Installation(IServiceProvider portal, string prefix, string? boundTo = null)
    {
        Prefix = prefix;
        Names = new(prefix);
        Dynamo = portal.GetRequiredService<IAmazonDynamoDB>();
        Time = portal.GetRequiredService<TimeProvider>();
        Kinds = [.. portal.GetServices<CatalogKind>()];
        Reader = new(Dynamo, Names, Time, portal.GetRequiredService<PageTokens>());
        Unaudited = new(Dynamo, Names, Time);
        Writes = new(Dynamo, Names, Reader, Time, [], []);
        Setup = new(Dynamo, Names, Time, portal.GetServices<Table>());
        var sealing = portal.GetRequiredService<IOptions<SealingOptions>>();
        Keys = portal.GetRequiredService<KeyService>().For(Names, boundTo ?? sealing.Value.BoundTo);
        _ring = new(Keys, Reader, Unaudited, sealing, Time);
        Fields = new(_ring, portal.GetRequiredService<ILogger<FieldSealer>>());
        Sealer = new(Reader, Unaudited, Fields, Time);
        var archive = new AuditArchive(
            portal.GetRequiredService<IAmazonS3>(), Reader, Unaudited, Names, portal.GetRequiredService<IOptions<AuditOptions>>(),
            portal.GetRequiredService<IOptions<AwsOptions>>(), Time, portal.GetRequiredService<ILogger<AuditArchive>>());
        Checks = new(Reader, Unaudited, Fields, Sealer, archive, Time, portal.GetRequiredService<ILogger<AuditCheckService>>());
    }

    /// <summary>The prefix.</summary>
    public string Prefix { get; }

    /// <summary>What the tables are called.</summary>
    public TableNames Names { get; }

    /// <summary>DynamoDB.</summary>
    public IAmazonDynamoDB Dynamo { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The kinds of the catalog.</summary>
    public IReadOnlyList<CatalogKind> Kinds { get; }

    /// <summary>The tables, in the order of their registration.</summary>
    public IReadOnlyList<Table> Tables => Setup.Tables;

    public TableReader Reader { get; }

    public UnauditedWriter Unaudited { get; }

    public WriteUnit Writes { get; }

    public TableSetup Setup { get; }

    public KeyService Keys { get; }

    public FieldSealer Fields { get; }

    public AuditSealer Sealer { get; }

    public AuditCheckService Checks { get; }

    /// <inheritdoc/>
    public void Dispose() => _ring.Dispose();
}
