using System.Text;
using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.History;

/// <summary>
/// Reads a record's versions back: beginning with the record as it is stored, each entry takes back its own change. Nothing else keeps versions, so
/// nothing else can differ from the log. Pure.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="fields">The properties that people edit.</param>
/// <param name="current">The record as it is stored now.</param>
internal sealed class VersionFold<T>(FieldSet<T> fields, Item current)
    where T : class, ICatalogRecord
{
    // As ItemDiff shortens: a text to 1,500 letters and a mark; a change that no longer fits into 30 KB is left out.
    private const int ShortenedLength = 1500;
    private const int LeftOutFrom = 16 * 1024;

    private readonly Item _item = current.Copy();
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>The version that the next entry must have made.</summary>
    public long Next { get; private set; } = current.Version;

    /// <summary>Whether an entry is missing, so that nothing older can be told.</summary>
    public bool Broken { get; private set; }

    /// <summary>Takes the next older entry.</summary>
    /// <returns>The version that it made; null where it wrote no record, or where an entry between is missing.</returns>
    public RecordVersion<T>? Take(AuditEntry entry)
    {
        if (entry.Version == 0 || entry.Version > Next || Broken)
            return null;

        if (entry.Version < Next)
        {
            Broken = true;
            return null;
        }

        // What the entry has of the time after it is right, whatever newer entries had cut.
        foreach (var change in entry.Changes.Where(change => !IsShortened(entry, change.After)))
        {
            _item.SetJson(change.Attribute, change.After);
            _unknown.Remove(change.Attribute);
        }

        _item.Set(Attributes.Version, entry.Version).Set(Attributes.UpdatedAt, entry.At).Set(Attributes.UpdatedBy, entry.ActorId).Set(Attributes.UpdatedByName, entry.ActorName);
        var version = new RecordVersion<T>(entry, fields.Read(_item), _unknown);
        foreach (var change in entry.Changes)
        {
            if (IsShortened(entry, change.Before))
                _unknown.Add(change.Attribute);
            else
                _unknown.Remove(change.Attribute);

            _item.SetJson(change.Attribute, change.Before);
        }

        if (MayLackChanges(entry))
            _unknown.UnionWith(fields.Select(field => field.Attribute).Except(entry.Changes.Select(change => change.Attribute), StringComparer.Ordinal));

        Next = entry.Version - 1;
        return version;
    }

    private static bool IsShortened(AuditEntry entry, JsonElement? value) => entry.Cut && value is { ValueKind: JsonValueKind.String } text
        && text.GetString()! is var told && (told.Length >= ShortenedLength && told[^1] == '…' || (told.StartsWith('(') && told.EndsWith(" entries)", StringComparison.Ordinal)));

    private static bool MayLackChanges(AuditEntry entry) => entry.Cut && entry.Changes.Sum(change => SizeOf(change.Before) + SizeOf(change.After)) > LeftOutFrom;

    private static int SizeOf(JsonElement? value) => value is { } told ? Encoding.UTF8.GetByteCount(told.GetRawText()) : 0;
}
