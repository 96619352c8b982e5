using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;

namespace Clubshop.Admin.Import;

/// <summary>A column of a kind: what export writes and how import takes it. Made of the field that declares it.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Info">Its name and what stands in it.</param>
/// <param name="Property">The C# name of the record's property, for its problems.</param>
/// <param name="Write">The record's value as text.</param>
/// <param name="Read">The record with the text's value, or why not. The text may be empty.</param>
internal sealed record CsvColumn<T>(CsvColumnInfo Info, string Property, Func<T, CodeLookups, string> Write, Func<T, string, CodeLookups, Result<T>> Read)
    where T : class, ICatalogRecord
{
    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>What its cells are in a workbook.</summary>
    public CellKind Cells { get; init; }

    /// <summary>For a column of links: where the codes in it are known.</summary>
    public Func<CodeLookups, CodeLookup>? LinksTo { get; init; }

    /// <summary>How a cell was understood, where more was needed than stands in it: a time in another zone. Null where it says everything.</summary>
    public Func<string, string?>? ReadAs { get; init; }

    /// <summary>The column of a field.</summary>
    public static CsvColumn<T> Of(Field<T> field, TimeProvider time)
    {
        return new(
            field.Column?.Info ?? throw new ArgumentException($"{field.Name} has no column.", nameof(field)),
            field.Name,
            (record, books) => field.WriteCell(record, Context(books)),
            (record, text, books) => field.ReadCell(record, text, Context(books)))
        {
            Cells = field switch
            {
                MomentField<T> => CellKind.Moment,
                DecimalField<T> => CellKind.Number,
                _ => CellKind.Text,
            },
            LinksTo = field.LinksTo is { } kind ? books => books[kind] : null,
            ReadAs = field is MomentField<T> ? text => field.ReadAs(text, Today()) : null,
        };

        CellContext Context(CodeLookups books) => new(books, books.DecimalComma, Today());

        DateOnly Today() => Ist.DayOf(time.GetUtcNow());
    }
}
