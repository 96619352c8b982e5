using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.KMS;
using Clubshop.Admin.Storage;
using Clubshop.Deploy.Settings;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;
using Stored = Clubshop.Admin.Storage.Table;

namespace Clubshop.Deploy.Data;

/// <summary>
/// The tables, as the portal declares them: what it shares (<see cref="Stored.Common"/>) by the same source, the kinds of the catalog by name.
/// On demand (requirements S7 and S8), restorable to any second of 35 days, protected from deletion, encrypted with our key.
/// </summary>
public sealed class Tables : Construct
{
    /// <summary>The tables.</summary>
    public Tables(Construct scope, EnvironmentSettings settings, IKey key)
        : base(scope, "Tables")
    {
        List<TableV2> made = [];
        foreach (var table in Declared)
        {
            made.Add(new TableV2(this, table.Name, new TablePropsV2
            {
                TableName = NameOf(settings, table),
                PartitionKey = Text(Attributes.Pk),
                SortKey = Text(Attributes.Sk),
                Billing = Billing.OnDemand(),
                Encryption = TableEncryptionV2.CustomerManagedKey(key),
                PointInTimeRecovery = true,
                DeletionProtection = settings.KeepsData,
                TimeToLiveAttribute = Attributes.PurgeAt,
                ContributorInsights = false,
                RemovalPolicy = Blueprint.RemovalOf(settings),
                GlobalSecondaryIndexes = [.. table.Indexes.Select(index => new GlobalSecondaryIndexPropsV2
                {
                    IndexName = index.Name,
                    PartitionKey = Text(index.Hash),
                    SortKey = Text(index.Range),
                    ProjectionType = index.KeysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
                })],
            }));
        }

        All = made;
    }

    /// <summary>Every table of the portal.</summary>
    public static IReadOnlyList<Stored> Declared { get; } =
        [Stored.OfRecords("Clubs"), Stored.OfRecords("Shops"), Stored.OfRecords("Categories"), Stored.OfRecords("Offers"), .. Stored.Common];

    /// <summary>What was made.</summary>
    public IReadOnlyList<TableV2> All { get; }

    /// <summary>What a table is called in DynamoDB.</summary>
    public static string NameOf(EnvironmentSettings settings, Stored table) => settings.TablePrefix + table.Name.ToLowerInvariant();

    private static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
