using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>DescribeLimits: the quotas of a new account for provisioned capacity, in units a second.</summary>
internal sealed class DescribeLimits(Database database) : Operation(database)
{
    private const int Account = 80_000;
    private const int Table = 40_000;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DescribeLimitsInput");

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteNumber("AccountMaxReadCapacityUnits"u8, Account);
        output.WriteNumber("AccountMaxWriteCapacityUnits"u8, Account);
        output.WriteNumber("TableMaxReadCapacityUnits"u8, Table);
        output.WriteNumber("TableMaxWriteCapacityUnits"u8, Table);
        output.WriteEndObject();
        return default;
    }
}
