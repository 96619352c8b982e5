using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Items;

/// <summary>What a request is billed for on one table, and how it is reported: with TOTAL the sum, with INDEXES also its parts.</summary>
internal sealed class ConsumedCapacity(string table)
{
    private const int ReadUnit = 4096;
    private const int WriteUnit = 1024;

    private readonly SortedDictionary<string, double> _global = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _local = new(StringComparer.Ordinal);
    private double _table;

    private enum Kind
    {
        Plain, Read, Write,
    }

    /// <summary>The sum.</summary>
    public double Total => _table + _global.Values.Sum() + _local.Values.Sum();

    /// <summary>Units for reading so many bytes: 4 KB each, half when eventually consistent, at least one.</summary>
    public static double ReadUnits(long bytes, bool consistent) => Math.Max(1, (bytes + ReadUnit - 1) / ReadUnit) * (consistent ? 1 : 0.5);

    /// <summary>Adds to the table's part.</summary>
    public ConsumedCapacity AddTable(double units)
    {
        _table += units;
        return this;
    }

    /// <summary>Adds to an index's part.</summary>
    public ConsumedCapacity AddIndex(IndexDescriptor index, double units)
    {
        var parts = index.IsGlobal ? _global : _local;
        parts[index.Name] = parts.GetValueOrDefault(index.Name) + units;
        return this;
    }

    /// <summary>
    /// Adds a write: 1 KB each of the larger of old and new (twice in a transaction), and in each index what changes there: nothing, one
    /// entry, or two when its key moves. Index parts do not double in a transaction (measured on AWS by the dynoxide project).
    /// </summary>
    public ConsumedCapacity AddWrite(TableDescriptor descriptor, AttributeMap? old, AttributeMap? now, bool transactional)
    {
        _table += WriteUnits(Math.Max(old?.Size ?? 0, now?.Size ?? 0)) * (transactional ? 2 : 1);
        foreach (var index in descriptor.Indexes)
        {
            var units = IndexUnits(descriptor, index, old, now);
            if (units > 0) AddIndex(index, units);
        }
        return this;
    }

    /// <summary>Writes the plain form, as a property, if asked for.</summary>
    public void WriteProperty(Utf8JsonWriter output, string? mode)
    {
        if (mode is not ("TOTAL" or "INDEXES")) return;
        output.WritePropertyName("ConsumedCapacity"u8);
        Write(output, mode, Kind.Plain);
    }

    /// <summary>Writes a list of them, as batches and transactions have it, if asked for.</summary>
    public static void WriteList(Utf8JsonWriter output, string? mode, IEnumerable<ConsumedCapacity> all, bool? transactionReads = null)
    {
        if (mode is not ("TOTAL" or "INDEXES")) return;
        output.WriteStartArray("ConsumedCapacity"u8);
        var kind = transactionReads switch { true => Kind.Read, false => Kind.Write, null => Kind.Plain };
        foreach (var one in all) one.Write(output, mode, kind);
        output.WriteEndArray();
    }

    private static long WriteUnits(long bytes) => Math.Max(1, (bytes + WriteUnit - 1) / WriteUnit);

    private static double IndexUnits(TableDescriptor table, IndexDescriptor index, AttributeMap? old, AttributeMap? now)
    {
        var (was, becomes) = (Project(table, index, old), Project(table, index, now));
        if (was is null && becomes is null) return 0;
        if (was is null) return WriteUnits(becomes!.Size);
        if (becomes is null) return WriteUnits(was.Size);
        if (index.Keys.Names.Any(name => !was[name]!.Equals(becomes[name]))) return WriteUnits(was.Size) + WriteUnits(becomes.Size);
        return was.Equals(becomes) ? 0 : WriteUnits(Math.Max(was.Size, becomes.Size));
    }

    /// <summary>What the index holds of the item; null when the item is not in it.</summary>
    private static AttributeMap? Project(TableDescriptor table, IndexDescriptor index, AttributeMap? item)
    {
        if (item is null) return null;
        foreach (var name in index.Keys.Names)
        {
            if (item[name] is null) return null;
        }
        return index.Projection == ProjectionKind.All ? item : item.Only(index.Keys.Names.Concat(table.Keys.Names).Concat(index.Included).Distinct());
    }

    private static void WriteUnitsOf(Utf8JsonWriter output, double units, Kind kind)
    {
        output.WriteNumber("CapacityUnits"u8, units);
        if (kind == Kind.Read) output.WriteNumber("ReadCapacityUnits"u8, units);
        if (kind == Kind.Write) output.WriteNumber("WriteCapacityUnits"u8, units);
    }

    private static void WriteParts(Utf8JsonWriter output, string name, SortedDictionary<string, double> parts, Kind kind)
    {
        if (parts.Count == 0) return;
        output.WriteStartObject(name);
        foreach (var (index, units) in parts)
        {
            output.WriteStartObject(index);
            WriteUnitsOf(output, units, kind);
            output.WriteEndObject();
        }
        output.WriteEndObject();
    }

    private void Write(Utf8JsonWriter output, string mode, Kind kind)
    {
        output.WriteStartObject();
        output.WriteString("TableName"u8, table);
        WriteUnitsOf(output, Total, kind);
        if (mode == "INDEXES")
        {
            output.WriteStartObject("Table"u8);
            WriteUnitsOf(output, _table, kind);
            output.WriteEndObject();
            WriteParts(output, "GlobalSecondaryIndexes", _global, kind);
            WriteParts(output, "LocalSecondaryIndexes", _local, kind);
        }
        output.WriteEndObject();
    }
}
