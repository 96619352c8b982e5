using System.Collections;
using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>All fields of a kind, in the form's order; and what is done with all of them: reading and writing items, cleaning, checking, publishing.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="make">Makes a record of an id and a stamp; the fields set the rest.</param>
/// <param name="fields">The fields.</param>
public sealed class FieldSet<T>(Func<string, Stamp, T> make, IReadOnlyList<Field<T>> fields) : IReadOnlyList<Field<T>>
    where T : class, ICatalogRecord
{
    private readonly Dictionary<string, Field<T>> _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    private Dictionary<string, int>? _placesOfProblems;

    /// <summary>
    /// The fields with a column, in the order in which export writes them. The order of those named here is kept as files have had it; what is
    /// not named follows at the end.
    /// </summary>
    public IReadOnlyList<Field<T>> Columns { get => field ??= Ordered([], one => one.Column is not null); init => field = Ordered(value, one => one.Column is not null); }

    /// <summary>The fields with a member of the cached copy, in its order; what is not named follows at the end.</summary>
    public IReadOnlyList<Field<T>> Members { get => field ??= Ordered([], one => one.Member is not null); init => field = Ordered(value, one => one.Member is not null); }

    /// <summary>The fields in the order of their problems: a refused row of an import names the first. What is not named follows in the form's order.</summary>
    public IReadOnlyList<Field<T>> Checks { get => field ??= fields; init => field = Ordered(value, _ => true); }

    /// <inheritdoc/>
    public int Count => fields.Count;

    /// <inheritdoc/>
    public Field<T> this[int index] => fields[index];

    /// <summary>The field of a property; null when it has none.</summary>
    public Field<T>? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The record in an item. An absent attribute reads as the property's default, so that old items still read.</summary>
    public T Read(Item item)
    {
        var record = make(item.Id, item.Stamp);
        foreach (var field in fields)
            field.Read(item, record);

        return record;
    }

    /// <summary>Sets every field's attribute on an item.</summary>
    public void Write(T record, Item item)
    {
        foreach (var field in fields)
            field.Write(record, item);
    }

    /// <summary>Writes the members of the cached copy; what is empty is left out.</summary>
    public void Publish(Utf8JsonWriter writer, Item item)
    {
        foreach (var field in Members)
            field.Publish(writer, item);
    }

    /// <summary>The record fit to keep: trimmed, without control characters, its links each once.</summary>
    public T Clean(T record)
    {
        var clean = RecordCopy<T>.Of(record);
        foreach (var field in fields)
            field.Clean(clean);

        return clean;
    }

    /// <summary>What is wrong with a clean record, in the order of <see cref="Checks"/>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="more">What the kind's own rules found, those about several fields.</param>
    public IReadOnlyList<Problem> Check(T record, params IEnumerable<IEnumerable<Problem>> more)
    {
        var places = _placesOfProblems ??= Checks.Select((field, place) => (field.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
        return [.. fields.SelectMany(field => field.Check(record)).Concat(more.SelectMany(problems => problems)).OrderBy(problem => places.GetValueOrDefault(problem.Field ?? "", int.MaxValue))];
    }

    /// <summary>How the audit log reads the attributes.</summary>
    public IReadOnlyDictionary<string, AuditLabel> AuditLabels() =>
        fields.ToDictionary(field => field.Attribute, field => new AuditLabel(field.Label, field.AuditFormat), StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerator<Field<T>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IReadOnlyList<Field<T>> Ordered(IReadOnlyList<Field<T>> first, Func<Field<T>, bool> wanted) =>
        [.. first, .. fields.Where(wanted).Except(first)];
}
