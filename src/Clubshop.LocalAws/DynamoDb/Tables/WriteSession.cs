using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>One write being evaluated: sees the newest state, its own changes not included, and collects them.</summary>
internal sealed class WriteSession(Database database, Overlay overlay)
{
    /// <summary>What the write changes, in order.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>Completes when everything that this write looked at is durable: an answer must not rest on what a crash could take back.</summary>
    public Task DependsOn { get; private set; } = Task.CompletedTask;

    /// <summary>The clock.</summary>
    public TimeProvider Time => database.Time;

    /// <summary>All tables, the ones under way included.</summary>
    public IEnumerable<TableDescriptor> Tables => overlay.Tables(database.Tables.Values.Select(table => table.Descriptor));

    /// <summary>The newest description of a table, or null.</summary>
    public TableDescriptor? Describe(string name)
    {
        if (overlay.Table(name, out var pending, out var durable))
        {
            DependsOn = durable;
            return pending;
        }
        return database.Tables.GetValueOrDefault(name)?.Descriptor;
    }

    /// <summary>The newest state of an item, or null.</summary>
    public AttributeMap? Find(TableDescriptor table, byte[] key)
    {
        if (overlay.Item(table.Number, key, out var pending, out var durable))
        {
            // The log keeps the order: the newest write becomes durable last.
            DependsOn = durable;
            return pending;
        }
        return database.Table(table.Number)?.Find(key)?.Attributes;
    }

    /// <summary>The transaction that used the token, if it still holds.</summary>
    public TokenChange? Token(string token)
    {
        if (!overlay.Token(token, out var pending, out var durable)) return database.Token(token);
        DependsOn = durable;
        return pending;
    }

    /// <summary>Puts an item.</summary>
    public void Put(TableDescriptor table, byte[] key, AttributeMap item) => Changes.Add(new PutChange(table.Number, key, item));

    /// <summary>Deletes an item.</summary>
    public void Delete(TableDescriptor table, byte[] key) => Changes.Add(new DeleteChange(table.Number, key));

    /// <summary>Makes a table, or describes it anew.</summary>
    public void Describe(TableDescriptor table) => Changes.Add(new TableChange(table));

    /// <summary>Drops a table.</summary>
    public void Drop(TableDescriptor table) => Changes.Add(new DropChange(table.Number, table.Name));

    /// <summary>Remembers the token with the changes.</summary>
    public void Remember(TokenChange token) => Changes.Add(token);

    /// <summary>A number for a new table.</summary>
    public int NextNumber() => database.NextNumber();
}
