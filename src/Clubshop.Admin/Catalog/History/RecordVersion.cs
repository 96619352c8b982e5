using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Fields;

namespace Clubshop.Admin.Catalog.History;

/// <summary>A record as one change left it, read back from the audit log.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class RecordVersion<T>
    where T : class, ICatalogRecord
{
    private readonly HashSet<string> _unknown;

    internal RecordVersion(AuditEntry entry, T record, IEnumerable<string> unknown)
    {
        (Entry, Record) = (entry, record);
        _unknown = unknown.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The change.</summary>
    public AuditEntry Entry { get; }

    /// <summary>The version's number, from 1.</summary>
    public long Number => Entry.Version;

    /// <summary>The record as it was. A field that the log does not <see cref="Knows">know</see> reads as its default.</summary>
    public T Record { get; }

    /// <summary>Whether the log has the field's value at that time, whole. Entries written before they were kept whole may have cut a long text.</summary>
    public bool Knows(Field<T> field) => !_unknown.Contains(field.Attribute);
}

/// <summary>One line of a record's time line.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Entry">What was done.</param>
/// <param name="Version">The version that it made; null where it wrote no record, or where what was before cannot be told.</param>
public sealed record TimelineEntry<T>(AuditEntry Entry, RecordVersion<T>? Version)
    where T : class, ICatalogRecord;
