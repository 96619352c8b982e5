using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>The outcome of writes that are in the log but not yet on the disk. Used only under the database's write lock.</summary>
internal sealed class Overlay
{
    private readonly Dictionary<ItemKey, Pending<AttributeMap?>> _items = [];
    private readonly Dictionary<string, Pending<TableDescriptor?>> _tables = [];
    private readonly Dictionary<string, Pending<TokenChange?>> _tokens = [];

    /// <summary>The item as it will be (null: deleted), if it is under way.</summary>
    public bool Item(int table, byte[] key, out AttributeMap? item, out Task durable) =>
        Get(_items, new ItemKey(table, key), out item, out durable);

    /// <summary>The table as it will be (null: deleted), if it is under way.</summary>
    public bool Table(string name, out TableDescriptor? table, out Task durable) => Get(_tables, name, out table, out durable);

    /// <summary>The token's transaction, if it is under way.</summary>
    public bool Token(string token, out TokenChange? change, out Task durable) => Get(_tokens, token, out change, out durable);

    /// <summary>The tables as they will be.</summary>
    public IEnumerable<TableDescriptor> Tables(IEnumerable<TableDescriptor> durable) =>
        durable.Where(table => !_tables.ContainsKey(table.Name)).Concat(_tables.Values.Select(pending => pending.Value).OfType<TableDescriptor>());

    /// <summary>Shows the changes until they are settled.</summary>
    public void Add(IReadOnlyList<Change> changes, Task durable)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case PutChange put:
                    _items[new ItemKey(put.Table, put.Key)] = new(put.Item, durable);
                    break;
                case DeleteChange delete:
                    _items[new ItemKey(delete.Table, delete.Key)] = new(null, durable);
                    break;
                case TableChange { Descriptor: var table }:
                    _tables[table.Name] = new(table, durable);
                    break;
                case DropChange drop:
                    _tables[drop.Name!] = new(null, durable);
                    break;
                case TokenChange token:
                    _tokens[token.Token] = new(token, durable);
                    break;
            }
        }
    }

    /// <summary>Takes back what <see cref="Add"/> showed, where no later write has put its own in the place.</summary>
    public void Remove(IReadOnlyList<Change> changes, Task durable)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case PutChange put:
                    Remove(_items, new ItemKey(put.Table, put.Key), durable);
                    break;
                case DeleteChange delete:
                    Remove(_items, new ItemKey(delete.Table, delete.Key), durable);
                    break;
                case TableChange { Descriptor: var table }:
                    Remove(_tables, table.Name, durable);
                    break;
                case DropChange drop:
                    Remove(_tables, drop.Name!, durable);
                    break;
                case TokenChange token:
                    Remove(_tokens, token.Token, durable);
                    break;
            }
        }
    }

    private static bool Get<TKey, T>(Dictionary<TKey, Pending<T>> from, TKey key, out T value, out Task durable)
        where TKey : notnull
    {
        var found = from.TryGetValue(key, out var pending);
        (value, durable) = found ? (pending!.Value, pending.Durable) : (default!, Task.CompletedTask);
        return found;
    }

    private static void Remove<TKey, T>(Dictionary<TKey, Pending<T>> from, TKey key, Task durable)
        where TKey : notnull
    {
        if (from.TryGetValue(key, out var pending) && ReferenceEquals(pending.Durable, durable)) from.Remove(key);
    }

    private sealed record Pending<T>(T Value, Task Durable);

    private readonly record struct ItemKey(int Table, byte[] Key)
    {
        public bool Equals(ItemKey other) => Table == other.Table && Key.AsSpan().SequenceEqual(other.Key);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Table);
            hash.AddBytes(Key);
            return hash.ToHashCode();
        }
    }
}
