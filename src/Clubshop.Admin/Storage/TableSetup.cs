using Amazon.DynamoDBv2;

namespace Clubshop.Admin.Storage;

/// <summary>Makes the tables.</summary>
public sealed class TableSetup(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time)
{
    /// <summary>Creates the tables that are missing (on demand, TTL on <see cref="Attributes.PurgeAt"/>) and waits until each can be used. Safe to repeat, and from several instances at once.</summary>
    public Task CreateMissingAsync(CancellationToken cancellationToken) => throw Surface.Pending(dynamo, names, time, cancellationToken);

    /// <summary>The names of tables that are missing, or lack an index that the portal needs.</summary>
    public Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken) => throw Surface.Pending(cancellationToken);
}
