using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Operations.Items;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.DynamoDb.Operations.Batches;

/// <summary>TransactWriteItems: up to 100 writes and checks of any tables, all or nothing; one entry of the log.</summary>
internal sealed class TransactWriteItems(Database database, FaultBoard faults) : Operation(database)
{
    private const int MaxBytes = 4 << 20;

    private static readonly string[] Kinds = ["ConditionCheck", "Delete", "Put", "Update"];

    /// <summary>How long a token answers without doing the transaction again.</summary>
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "TransactWriteItemsInput",
        ("ClientRequestToken", Shapes.Text.Length(1, 36)),
        ("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity),
        ("ReturnItemCollectionMetrics", Shapes.ReturnItemCollectionMetrics),
        ("TransactItems", new ListShape(Shapes.Structure(
            "TransactWriteItem",
            ("ConditionCheck", Action("ConditionCheck", ("Key", Shapes.Item.Must()), ("ConditionExpression", Shapes.Text.Must()))),
            ("Delete", Action("Delete", ("Key", Shapes.Item.Must()), ("ConditionExpression", Shapes.Text))),
            ("Put", Action("Put", ("Item", Shapes.Item.Must()), ("ConditionExpression", Shapes.Text))),
            ("Update", Action(
                "Update",
                ("Key", Shapes.Item.Must()),
                ("UpdateExpression", Shapes.Text.Must()),
                ("ConditionExpression", Shapes.Text))))).Length(1, 100).Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var writes = input.Structures("TransactItems")!.ConvertAll(Read);
        if (faults.Strikes(Name, FaultKind.TransactionConflict)) throw Conflict(writes.Count);
        var token = input.Text("ClientRequestToken");
        var fingerprint = token is null ? [] : Fingerprint.Of(input.List("TransactItems"));

        var (outcomes, again) = await Database.WriteAsync(session =>
        {
            if (token is not null && session.Token(token) is { } known)
            {
                if (!known.Fingerprint.AsSpan().SequenceEqual(fingerprint)) throw DynamoDbException.IdempotentParameterMismatch();
                return (Existing(session, writes), true);
            }
            var done = Evaluate(session, writes);
            if (token is not null) session.Remember(new TokenChange(token, fingerprint, session.Time.GetUtcNow() + TokenLife));
            return (done, false);
        });

        output.WriteStartObject();
        BatchAnswers.WriteMetrics(output, Database, input, outcomes);
        // A repeated transaction is billed as a read of what it would have written.
        ConsumedCapacity.WriteList(
            output,
            input.Text("ReturnConsumedCapacity"),
            again ? ReadCapacity(outcomes) : BatchAnswers.Capacity(outcomes, transactional: true),
            transactionReads: again);
        output.WriteEndObject();
    }

    /// <summary>The refusal when another transaction holds the last of the items.</summary>
    private static DynamoDbException Conflict(int actions) => DynamoDbException.TransactionCanceled(
        [.. Enumerable.Repeat(CancellationReason.None, actions - 1), new("TransactionConflict", "Transaction is ongoing for the item")]);

    private static StructureShape Action(string name, params (string Name, Shape Shape)[] members) => Shapes.Structure(
        name,
        [
            .. members,
            ("TableName", Shapes.TableName),
            ("ExpressionAttributeNames", Shapes.Names),
            ("ExpressionAttributeValues", Shapes.Item),
            ("ReturnValuesOnConditionCheckFailure", Shapes.ReturnValuesOnConditionCheckFailure),
        ]);

    private static ItemWrite Read(Parameters action)
    {
        var kinds = Array.FindAll(Kinds, action.Has);
        if (kinds.Length != 1)
            throw DynamoDbException.Validation("TransactItems can only contain one of Check, Put, Update or Delete");
        var input = action.Structure(kinds[0])!;
        ExpressionSet.CheckParameters(
            input, kinds[0] == "Update" ? ["UpdateExpression", "ConditionExpression"] : ["ConditionExpression"], []);
        // For a put the item is checked first, for the others the expressions.
        var item = kinds[0] == "Put" ? ValueReader.ReadMap(input.Map("Item")!, ValueRules.Older) : null;
        if (item?.Size > ItemRules.MaxSize)
            throw DynamoDbException.Validation("Item size has exceeded the maximum allowed size");
        var expressions = ExpressionSet.Read(input, ValueRules.OlderExpression);
        var target = item ?? ValueReader.ReadMap(input.Map("Key")!, ValueRules.Older);
        var kind = kinds[0] switch
        {
            "Put" => WriteKind.Put,
            "Update" => WriteKind.Update,
            "Delete" => WriteKind.Delete,
            _ => WriteKind.Check,
        };
        return new ItemWrite(kind, input.Text("TableName")!)
        {
            Target = target,
            Condition = ItemWrite.Of(expressions.Condition),
            Update = expressions.Update is { } actions ? item => UpdateEvaluator.Apply(actions, item) : null,
            Updated = expressions.Update?.ConvertAll(one => one.Path.Head) ?? [],
            ReturnItemOnFailure = WriteRequests.ReturnsItemOnFailure(input),
        };
    }

    private static List<ItemOutcome> Evaluate(WriteSession session, List<ItemWrite> writes)
    {
        var tables = writes.ConvertAll(write => Usable(session, write.Table));
        CheckDistinct(writes, tables);
        var outcomes = new List<ItemOutcome>();
        var reasons = new List<CancellationReason>();
        for (var i = 0; i < writes.Count; i++)
        {
            try
            {
                outcomes.Add(writes[i].Evaluate(session, tables[i]));
                reasons.Add(CancellationReason.None);
            }
            catch (DynamoDbException refusal) when (!IsTopLevel(refusal))
            {
                var code = refusal.Code == "ConditionalCheckFailedException" ? "ConditionalCheckFailed" : "ValidationError";
                reasons.Add(new CancellationReason(code, refusal.Text, refusal.Item));
            }
        }
        if (reasons.Exists(reason => reason.Code != "None")) throw DynamoDbException.TransactionCanceled(reasons);
        if (outcomes.Sum(outcome => (long)Math.Max(outcome.Now?.Size ?? 0, outcome.Old?.Size ?? 0)) > MaxBytes)
            throw DynamoDbException.Validation("Aggregated size of all items in the transaction has exceeded the maximum size limit of 4194304 bytes");
        return outcomes;
    }

    /// <summary>An empty key is refused before the transaction, not within it.</summary>
    private static bool IsTopLevel(DynamoDbException refusal) =>
        refusal.Text?.StartsWith("One or more parameter values are not valid.", StringComparison.Ordinal) == true;

    private static void CheckDistinct(List<ItemWrite> writes, List<TableDescriptor> tables)
    {
        var seen = new HashSet<(int, AttributeMap)>();
        for (var i = 0; i < writes.Count; i++)
        {
            if (!seen.Add((tables[i].Number, writes[i].Target.Only(tables[i].Keys.Names))))
                throw DynamoDbException.Validation("Transaction request cannot include multiple operations on one item");
        }
    }

    private static List<ItemOutcome> Existing(WriteSession session, List<ItemWrite> writes) => writes.ConvertAll(write =>
    {
        var table = Usable(session, write.Table);
        var key = KeyCodec.KeyOf(table.Keys, write.Target);
        var item = session.Find(table, key);
        return new ItemOutcome(table, key, item, item);
    });

    private static List<ConsumedCapacity> ReadCapacity(List<ItemOutcome> outcomes) =>
    [
        .. outcomes.GroupBy(outcome => outcome.Table.Name).Select(table => new ConsumedCapacity(table.Key).AddTable(
            table.Sum(outcome => 2 * ConsumedCapacity.ReadUnits(outcome.Now?.Size ?? 0, consistent: true)))),
    ];
}
