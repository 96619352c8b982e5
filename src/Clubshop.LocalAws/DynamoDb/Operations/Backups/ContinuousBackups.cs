using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>DescribeContinuousBackups.</summary>
internal sealed class DescribeContinuousBackups(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DescribeContinuousBackupsInput", ("TableName", Shapes.TableName));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        Write(output, Database, TableNames.Bare(input.Text("TableName")!));
        return default;
    }

    /// <summary>Writes the answer of both operations.</summary>
    public static void Write(Utf8JsonWriter output, Database database, string name)
    {
        var since = database.Read(name, static (data, wanted) =>
            data.Tables.TryGetValue(wanted, out var table) ? table.History.Since : throw DynamoDbException.TableNotFound(wanted));
        output.WriteStartObject();
        output.WriteStartObject("ContinuousBackupsDescription"u8);
        output.WriteString("ContinuousBackupsStatus"u8, "ENABLED");
        output.WriteStartObject("PointInTimeRecoveryDescription"u8);
        output.WriteString("PointInTimeRecoveryStatus"u8, since is null ? "DISABLED" : "ENABLED");
        if (since is { } earliest)
        {
            output.WriteNumber("RecoveryPeriodInDays"u8, 35);
            TableAnswers.WriteTime(output, "EarliestRestorableDateTime", earliest);
            TableAnswers.WriteTime(output, "LatestRestorableDateTime", database.Time.GetUtcNow());
        }
        output.WriteEndObject();
        output.WriteEndObject();
        output.WriteEndObject();
    }
}

/// <summary>UpdateContinuousBackups: switches point-in-time recovery on or off.</summary>
internal sealed class UpdateContinuousBackups(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "UpdateContinuousBackupsInput",
        ("TableName", Shapes.TableName),
        ("PointInTimeRecoverySpecification", Shapes.Structure(
            "PointInTimeRecoverySpecification",
            ("PointInTimeRecoveryEnabled", Shapes.Flag.Must()),
            ("RecoveryPeriodInDays", Shapes.Integer.AtLeast(1).AtMost(35))).Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var name = TableNames.Bare(input.Text("TableName")!);
        var enabled = input.Structure("PointInTimeRecoverySpecification")!.Flag("PointInTimeRecoveryEnabled")!.Value;
        await Database.WriteAsync(session =>
        {
            var table = session.Describe(name);
            if (table is null || table.ActiveFrom > session.Time.GetUtcNow()) throw DynamoDbException.TableNotFound(name);
            session.Describe(table with { PointInTime = enabled });
            return true;
        });
        DescribeContinuousBackups.Write(output, Database, name);
    }
}
