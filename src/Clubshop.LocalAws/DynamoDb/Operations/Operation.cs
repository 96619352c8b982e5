using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations;

/// <summary>One operation of the API: what it takes, and what it does.</summary>
internal abstract class Operation(Database database)
{
    /// <summary>Its name on the wire.</summary>
    public string Name => GetType().Name;

    /// <summary>What it takes.</summary>
    public abstract StructureShape Input { get; }

    /// <summary>All tables.</summary>
    protected Database Database { get; } = database;

    /// <summary>Does it, and writes the whole answer.</summary>
    /// <param name="input">The request; its shape's types and constraints hold.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <exception cref="DynamoDbException">A refusal; discard what was written.</exception>
    public abstract ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output);

    /// <summary>The table, for the operations on items: it must be there and not be on its way in.</summary>
    /// <exception cref="DynamoDbException">ResourceNotFoundException.</exception>
    protected static Table Usable(Database database, string name) =>
        database.Tables.TryGetValue(TableNames.Bare(name), out var table) && table.Descriptor.ActiveFrom <= database.Time.GetUtcNow()
            ? table
            : throw DynamoDbException.ResourceNotFound();

    /// <summary>The same for writes, which see tables that are under way.</summary>
    /// <exception cref="DynamoDbException">ResourceNotFoundException.</exception>
    protected static TableDescriptor Usable(WriteSession session, string name) =>
        session.Describe(TableNames.Bare(name)) is { } table && table.ActiveFrom <= session.Time.GetUtcNow()
            ? table
            : throw DynamoDbException.ResourceNotFound();
}
