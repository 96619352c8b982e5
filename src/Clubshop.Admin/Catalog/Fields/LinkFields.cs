using System.Linq.Expressions;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>The id of one other record; empty for none. Files have its code, an empty cell removes the link.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
/// <param name="kind">The kind linked to (<see cref="CatalogKind.Name"/>).</param>
public sealed class LinkField<T>(Expression<Func<T, string>> property, string kind) : StringField<T>(property)
    where T : class
{
    internal override string LinksTo => kind;

    internal override JsonShape Shape => new("string", $"id of a {kind}{(Required ? "" : "; empty: none")}");

    // Ids alone: a text that is none could not even be asked for.
    internal override Result<T> ReadJson(T record, JsonElement value) => JsonValues.Text(value) switch
    {
        null => JsonValues.Wrong(Name, "a text"),
        "" => With(record, ""),
        var id when Ids.IsValid(id) => With(record, id),
        _ => new Problem("invalid-id", $"This is no id of a {kind}: ids have 32 hexadecimal digits.", Name),
    };

    private protected override string Cleaned(string value) => PlainText.Line(value);

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => Get(record) is { Length: > 0 } id ? nameOf(kind, id) : "";

    internal override string WriteCell(T record, CellContext context) => Get(record) is { Length: > 0 } id ? context.Codes.CodeOf(kind, id) : "";

    internal override Result<T> ReadCell(T record, string text, CellContext context)
    {
        if (text.Trim() is not { Length: > 0 } code)
            return With(record, "");

        var found = context.Codes.IdOf(kind, code, [Get(record)]);
        return found.Ok ? With(record, found.Value) : Result<T>.Refused(found.Problems);
    }
}

/// <summary>
/// Ids of other records, in no order of meaning: what one person added and what another removed fit together. Files have their codes, joined
/// by <c>|</c>; an empty cell removes all links.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
/// <param name="kind">The kind linked to (<see cref="CatalogKind.Name"/>).</param>
public sealed class LinksField<T>(Expression<Func<T, IReadOnlyList<string>>> property, string kind) : Field<T, IReadOnlyList<string>>(new(property))
    where T : class
{
    private const char Joint = '|';

    internal override string LinksTo => kind;

    internal override JsonShape Shape => new("array", $"ids of the {Label.ToLowerInvariant()}, at most {TextRules.LinksAtMost}");

    internal override void WriteJson(Utf8JsonWriter writer, T record)
    {
        writer.WriteStartArray();
        foreach (var id in Get(record))
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }

    internal override Result<T> ReadJson(T record, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return With(record, []);
        if (value.ValueKind != JsonValueKind.Array)
            return JsonValues.Wrong(Name, "a list of ids");

        var ids = value.EnumerateArray().Select(JsonValues.Text).ToList();
        return ids.TrueForAll(Ids.IsValid)
            ? With(record, [.. ids.OfType<string>()])
            : new Problem("invalid-id", $"One of these is no id of a {kind}: ids have 32 hexadecimal digits.", Name);
    }

    /// <summary>The codes in a cell.</summary>
    internal static IEnumerable<string> CodesIn(string text) => text.Split(Joint, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override bool Same(T left, T right) => Get(left).ToHashSet(StringComparer.Ordinal).SetEquals(Get(right));

    /// <inheritdoc/>
    public override T Join(T target, T start, T mine, T theirs)
    {
        var before = Get(start).ToHashSet(StringComparer.Ordinal);
        var kept = before.Where(id => Get(mine).Contains(id) && Get(theirs).Contains(id));
        var added = Get(mine).Concat(Get(theirs)).Where(id => !before.Contains(id));
        return With(target, [.. kept.Concat(added).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    // By name, so that the same set reads the same.
    private protected override string TextOf(T record, Func<string, string, string> nameOf) =>
        string.Join(", ", Get(record).Select(id => nameOf(kind, id)).Order(StringComparer.OrdinalIgnoreCase));

    private protected override IReadOnlyList<string> ValueIn(Item item) => [.. item.GetSet(Attribute).Order(StringComparer.Ordinal)];

    internal override void Write(T record, Item item) => item.SetSet(Attribute, Get(record));

    internal override void Publish(Utf8JsonWriter writer, Item item)
    {
        if (Member is null || item.GetSet(Attribute) is not { Count: > 0 } ids)
            return;

        writer.WriteStartArray(Member);
        foreach (var id in ids.Order(StringComparer.Ordinal))
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }

    private protected override IReadOnlyList<string> Cleaned(IReadOnlyList<string> value) => [.. value.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    internal override IEnumerable<Problem> Check(T record) => TextRules.Links(Get(record), L[Label].ToLowerInvariant(), Name);

    internal override string WriteCell(T record, CellContext context) =>
        string.Join(Joint, Get(record).Select(id => context.Codes.CodeOf(kind, id)).Where(code => code.Length > 0).Order(StringComparer.Ordinal));

    internal override Result<T> ReadCell(T record, string text, CellContext context)
    {
        var ids = new List<string>();
        foreach (var code in CodesIn(text).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = context.Codes.IdOf(kind, code, Get(record));
            if (!found.Ok)
                return Result<T>.Refused(found.Problems);

            ids.Add(found.Value);
        }

        return With(record, ids);
    }
}
