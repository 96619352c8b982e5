using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>UpdateTable: capacity, billing mode, one global index made or deleted, deletion protection, table class.</summary>
internal sealed class UpdateTable(Database database, TimeSpan creating) : Operation(database)
{
    private static readonly string[] IndexActions = ["Create", "Delete", "Update"];

    private static readonly StructureShape IndexUpdate = Shapes.Structure(
        "GlobalSecondaryIndexUpdate",
        ("Create", TableRequests.GlobalIndex),
        ("Delete", Shapes.Structure("DeleteGlobalSecondaryIndexAction", ("IndexName", Shapes.IndexName.Must()))),
        ("Update", Shapes.Structure(
            "UpdateGlobalSecondaryIndexAction",
            ("IndexName", Shapes.IndexName.Must()),
            ("OnDemandThroughput", TableRequests.OnDemand),
            ("ProvisionedThroughput", TableRequests.Throughput))));

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "UpdateTableInput",
        ("AttributeDefinitions", TableRequests.Attributes),
        ("BillingMode", TableRequests.BillingMode),
        ("DeletionProtectionEnabled", Shapes.Flag),
        ("GlobalSecondaryIndexUpdates", new ListShape(IndexUpdate)),
        ("OnDemandThroughput", TableRequests.OnDemand),
        ("ProvisionedThroughput", TableRequests.Throughput),
        ("SSESpecification", TableRequests.Encryption),
        ("StreamSpecification", TableRequests.Stream),
        ("TableClass", TableRequests.TableClass),
        ("TableName", Shapes.TableName));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var updates = input.Structures("GlobalSecondaryIndexUpdates") ?? [];
        TableRules.RequireName(input);
        TableRules.RefuseUnsupported(input);
        CheckSomething(input, updates);
        var now = Database.Time.GetUtcNow();
        var name = TableNames.Bare(input.Text("TableName")!);
        var table = await Database.WriteAsync(session =>
        {
            var old = session.Describe(name) ?? throw DescribeTable.NotFound(name);
            if (old.ActiveFrom > now)
                throw DynamoDbException.ResourceInUse("Attempt to change a resource which is still in use: Table is being created: " + name);
            var changed = ChangeTable(input, old, now);
            foreach (var update in updates) changed = ChangeIndex(input, changed, update, now);
            session.Describe(changed);
            return changed;
        });
        var content = Database.Read(name, static (data, wanted) => TableAnswers.Content.Of(data.Tables.GetValueOrDefault(wanted)));
        output.WriteStartObject();
        output.WritePropertyName("TableDescription"u8);
        TableAnswers.Write(output, table, content, now, "UPDATING");
        output.WriteEndObject();
    }

    private static void CheckSomething(Parameters input, List<Parameters> updates)
    {
        string[] members = ["BillingMode", "DeletionProtectionEnabled", "OnDemandThroughput", "ProvisionedThroughput", "SSESpecification", "TableClass"];
        if (updates.Count == 0 && !Array.Exists(members, input.Has))
            throw DynamoDbException.Validation(
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        foreach (var update in updates)
        {
            var actions = IndexActions.Count(update.Has);
            if (actions == 0)
                throw TableRules.Wrong("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null");
            if (actions > 1)
                throw TableRules.Wrong("Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete may be specified");
        }
        if (updates.Count(update => update.Has("Create") || update.Has("Delete")) > 1)
            throw DynamoDbException.LimitExceeded("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
    }

    private static TableDescriptor ChangeTable(Parameters input, TableDescriptor old, DateTimeOffset now)
    {
        var onDemand = input.Text("BillingMode") is { } mode ? mode == "PAY_PER_REQUEST" : old.OnDemand;
        var given = input.Has("ProvisionedThroughput");
        if (onDemand && given)
            throw TableRules.Wrong("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        if (!onDemand && old.OnDemand && !given)
            throw TableRules.Wrong("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        var changed = old with
        {
            OnDemand = onDemand,
            OnDemandSince = onDemand && !old.OnDemand ? now : old.OnDemandSince,
            OnDemandLimits = TableRequests.ReadOnDemand(input) ?? old.OnDemandLimits,
            DeletionProtection = input.Flag("DeletionProtectionEnabled") ?? old.DeletionProtection,
            TableClass = input.Text("TableClass") ?? old.TableClass,
            ManagedKey = input.Structure("SSESpecification")?.Flag("Enabled") ?? old.ManagedKey,
        };
        if (onDemand) return old.OnDemand ? changed : WithoutThroughput(changed);
        if (!given) return changed;
        return changed with { Throughput = Changed(old.Throughput, TableRequests.ReadThroughput(input), now, "The provisioned throughput for the table will not change") };
    }

    private static TableDescriptor WithoutThroughput(TableDescriptor table) => table with
    {
        Throughput = Throughput.None,
        Indexes = [.. table.Indexes.Select(index => index with { Throughput = Throughput.None })],
    };

    private static Throughput Changed(Throughput old, Throughput wanted, DateTimeOffset now, string unchanged)
    {
        if (old.Read == wanted.Read && old.Write == wanted.Write)
            throw DynamoDbException.Validation(
                $"{unchanged}. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: {old.Read}. "
                + $"Requested ReadCapacityUnits: {wanted.Read}. Current WriteCapacityUnits provisioned for the table: {old.Write}. "
                + $"Requested WriteCapacityUnits: {wanted.Write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        var raised = wanted.Read > old.Read || wanted.Write > old.Write;
        var lowered = wanted.Read < old.Read || wanted.Write < old.Write;
        return wanted with
        {
            LastIncrease = raised ? seconds : old.LastIncrease,
            LastDecrease = lowered ? seconds : old.LastDecrease,
            DecreasesToday = old.DecreasesToday + (lowered ? 1 : 0),
        };
    }

    private TableDescriptor ChangeIndex(Parameters input, TableDescriptor table, Parameters update, DateTimeOffset now)
    {
        if (update.Structure("Create") is { } create) return AddIndex(input, table, create, now);
        var name = (update.Structure("Delete") ?? update.Structure("Update"))!.Text("IndexName")!;
        if (table.Index(name) is not { IsGlobal: true } index)
            throw DynamoDbException.ResourceNotFound("Requested resource not found");
        if (update.Has("Delete"))
        {
            List<IndexDescriptor> left = [.. table.Indexes.Where(one => one.Name != name)];
            var used = left.SelectMany(one => one.Keys.Names).Concat(table.Keys.Names).ToHashSet();
            return table with { Indexes = left, Attributes = [.. table.Attributes.Where(one => used.Contains(one.Key))] };
        }
        var wanted = update.Structure("Update")!;
        var changed = wanted.Has("ProvisionedThroughput")
            ? index with { Throughput = Changed(index.Throughput, TableRequests.ReadThroughput(wanted), now, $"The provisioned throughput for the index {name} will not change") }
            : index with { OnDemand = TableRequests.ReadOnDemand(wanted) ?? index.OnDemand };
        return table with { Indexes = [.. table.Indexes.Select(one => one.Name == name ? changed : one)] };
    }

    private TableDescriptor AddIndex(Parameters input, TableDescriptor table, Parameters create, DateTimeOffset now)
    {
        var given = TableRequests.ReadAttributes(input);
        foreach (var (attribute, type) in given)
        {
            if (table.Attributes.Any(one => one.Key == attribute && one.Value != type))
                throw TableRules.Wrong("Attribute type conflict: " + attribute);
        }
        List<KeyValuePair<string, string>> defined = [.. table.Attributes, .. given.Where(one => table.Attributes.All(known => known.Key != one.Key))];
        TableRules.CheckIndex(create, defined, isGlobal: true);
        TableRules.CheckProjection(create);
        var name = create.Text("IndexName")!;
        if (table.Index(name) is not null)
            throw DynamoDbException.Validation($"Attempting to create an index which already exists: {name}");
        if (table.OnDemand == create.Has("ProvisionedThroughput"))
            throw TableRules.Wrong(table.OnDemand
                ? $"ProvisionedThroughput should not be specified for index: {name} when BillingMode is PAY_PER_REQUEST"
                : $"ProvisionedThroughput must be specified for index: {name}");
        if (table.Indexes.Count(index => index.IsGlobal) >= TableRules.MaxGlobal)
            throw TableRules.Wrong($"GlobalSecondaryIndex count exceeds the per-table limit of {TableRules.MaxGlobal}");
        var made = TableRequests.ReadIndex(create, isGlobal: true) with { ActiveFrom = now + creating };
        var used = made.Keys.Names.Concat(table.Indexes.SelectMany(one => one.Keys.Names)).Concat(table.Keys.Names).ToHashSet();
        return table with { Indexes = [.. table.Indexes, made], Attributes = [.. defined.Where(one => used.Contains(one.Key))] };
    }
}
