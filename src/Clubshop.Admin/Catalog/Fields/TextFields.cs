using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>Text. Kept in NFC, without control characters.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class StringField<T> : Field<T, string>
    where T : class
{
    private protected StringField(Expression<Func<T, string>> property)
        : base(new(property))
    {
    }

    private protected override string ValueIn(Item item) => item.GetString(Attribute);

    internal override void Write(T record, Item item) => item.Set(Attribute, Get(record));

    internal override JsonShape Shape => new("string", Column?.Says ?? Label);

    internal override void WriteJson(Utf8JsonWriter writer, T record) => writer.WriteStringValue(Get(record));

    internal override Result<T> ReadJson(T record, JsonElement value) =>
        JsonValues.Text(value) is { } text ? With(record, text) : JsonValues.Wrong(Name, "a text");

    internal override string WriteCell(T record, CellContext context) => Get(record);

    internal override Result<T> ReadCell(T record, string text, CellContext context) => With(record, text);
}

/// <summary>One line of text.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
public class LineField<T>(Expression<Func<T, string>> property) : StringField<T>(property)
    where T : class
{
    /// <summary>Characters allowed, as people count them.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Whether the input shows how many are left.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>What to say where it is empty; null where it may be.</summary>
    public string? Missing { get; init; }

    internal override JsonShape Shape => base.Shape with { MaxLength = MaxLength };

    private protected override int? CountedTo => Counted ? MaxLength : null;

    private protected override string Cleaned(string value) => PlainText.Line(value);

    internal override IEnumerable<Problem> Check(T record) => Missing is null
        ? TextRules.AtMost(Get(record), MaxLength, Noun, Name)
        : TextRules.Filled(Get(record), MaxLength, Noun, Name, L[Missing]);
}

/// <summary>Several lines of text.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
public sealed class LinesField<T>(Expression<Func<T, string>> property) : LineField<T>(property)
    where T : class
{
    private protected override string Cleaned(string value) => PlainText.Lines(value);
}

/// <summary>The address of a web page.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
public sealed class WebAddressField<T>(Expression<Func<T, string>> property) : StringField<T>(property)
    where T : class
{
    /// <summary>Whether it must be https.</summary>
    public bool OnlySecure { get; init; }

    internal override JsonShape Shape => base.Shape with { Format = "uri" };

    private protected override string Cleaned(string value) => PlainText.Line(value);

    internal override IEnumerable<Problem> Check(T record) => WebAddress.Check(Get(record), Name, Noun, OnlySecure);
}

/// <summary>The part of a public address. An empty one is derived on saving, so a file never empties it.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class SlugField<T> : StringField<T>
    where T : class
{
    /// <summary>The slug of a kind; only the column's text differs.</summary>
    /// <param name="property">The property.</param>
    /// <param name="says">What stands in the column.</param>
    [SetsRequiredMembers]
    public SlugField(Expression<Func<T, string>> property, string says)
        : base(property)
    {
        (Label, Attribute, Member, Column) = (L.Later("Slug"), "slug", "slug", new("slug", says));
        (HelperText, Optional) = (L.Later("Its part of the public address. Left empty, it is made from the name."), true);
    }

    private protected override string Cleaned(string value) => PlainText.Line(value);

    internal override IEnumerable<Problem> Check(T record) => TextRules.SlugOf(Get(record), Name);

    internal override Result<T> ReadCell(T record, string text, CellContext context) => text.Trim().Length == 0 ? record : With(record, text);
}

/// <summary>What import files call the record. An empty one becomes the slug on saving.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class CodeField<T> : StringField<T>
    where T : class
{
    /// <summary>The code of a kind; only the column's text differs.</summary>
    /// <param name="property">The property.</param>
    /// <param name="says">What stands in the column.</param>
    [SetsRequiredMembers]
    public CodeField(Expression<Func<T, string>> property, string says)
        : base(property)
    {
        (Label, Attribute, Member, Column) = (L.Later("Code"), "code", "code", new("code", says) { Required = true });
        (HelperText, Optional) = (L.Later("What import files call it. Left empty, it is the slug."), true);
    }

    private protected override string Cleaned(string value) => PlainText.Line(value);

    internal override IEnumerable<Problem> Check(T record) => TextRules.Code(Get(record), Name);
}
