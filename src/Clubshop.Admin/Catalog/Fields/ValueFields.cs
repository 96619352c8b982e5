using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>One of a few, stored by name. In a file an empty cell leaves what is there.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TChoice">The enumeration.</typeparam>
/// <param name="property">The property.</param>
/// <param name="labelOf">How a choice reads, on the form and in files.</param>
public sealed class EnumField<T, TChoice>(Expression<Func<T, TChoice>> property, Func<TChoice, string> labelOf) : Field<T, TChoice>(new(property))
    where T : class
    where TChoice : struct, Enum
{
    /// <summary>What an item reads as that has none, or one that this portal does not know.</summary>
    public TChoice Absent { get; init; }

    internal override Func<JsonElement, string> AuditFormat => value => Find(value.ToString()) is { } choice ? L[LabelOf(choice)] : value.ToString();

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => L[LabelOf(Get(record))];

    private protected override TChoice ValueIn(Item item) => item.GetEnum(Attribute, Absent);

    internal override void Write(T record, Item item) => item.SetEnum<TChoice>(Attribute, Get(record));

    internal override JsonShape Shape => new("string", Label) { Choices = [.. Enum.GetValues<TChoice>().Select(NameOf)] };

    internal override void WriteJson(Utf8JsonWriter writer, T record) => writer.WriteStringValue(NameOf(Get(record)));

    internal override Result<T> ReadJson(T record, JsonElement value)
    {
        var text = JsonValues.Text(value);
        foreach (var choice in Enum.GetValues<TChoice>())
        {
            if (text == NameOf(choice))
                return With(record, choice);
        }

        return JsonValues.Wrong(Name, "one of " + string.Join(", ", Shape.Choices));
    }

    // In English: it is what files have, and is translated where it is shown.
    private string LabelOf(TChoice choice) => Languages.InEnglish(() => labelOf(choice));

    private static string NameOf(TChoice choice) => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    internal override string WriteCell(T record, CellContext context) => LabelOf(Get(record));

    internal override Result<T> ReadCell(T record, string text, CellContext context) =>
        text.Trim() is not { Length: > 0 } written ? record
        : Find(written) is { } choice ? With(record, choice)
        : new Problem(Attribute, L[$"“{TextCut.Shown(written, 60)}” is not a {L[Label].ToLowerInvariant()}. Write one of: {string.Join(", ", Enum.GetValues<TChoice>().Select(LabelOf))}."]);

    // By label or name, whatever the case, hyphens and spaces.
    private TChoice? Find(string text)
    {
        var wanted = Plain(text);
        foreach (var choice in Enum.GetValues<TChoice>())
        {
            if (wanted == Plain(LabelOf(choice)) || wanted == Plain(choice.ToString()))
                return choice;
        }

        return null;
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>What people decided. In a file an empty cell leaves it.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class EditorialStatusField<T> : Field<T, EditorialStatus>
    where T : class
{
    /// <summary>The status of a kind; the same for all.</summary>
    /// <param name="property">The property.</param>
    [SetsRequiredMembers]
    public EditorialStatusField(Expression<Func<T, EditorialStatus>> property)
        : base(new(property))
    {
        (Label, Attribute) = (L.Later("Status"), "status");
        Column = new("status", L.Later("draft, published, paused or archived. Without: a new one is published, one that is there keeps its status"));
        NoMember = "“shown” says all that end users' servers may know of it";
    }

    internal override Func<JsonElement, string> AuditFormat => value => L[CultureInfo.InvariantCulture.TextInfo.ToTitleCase(value.ToString())];

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => L[Get(record).ToString()];

    private protected override EditorialStatus ValueIn(Item item) => item.GetEnum<EditorialStatus>(Attribute);

    internal override void Write(T record, Item item) => item.SetEnum<EditorialStatus>(Attribute, Get(record));

    internal override JsonShape Shape => new("string", "What people decided. “deleted” is only read: DELETE deletes, and restore brings back a draft")
    {
        Choices = [.. Enum.GetValues<EditorialStatus>().Select(NameOf)],
    };

    internal override void WriteJson(Utf8JsonWriter writer, T record) => writer.WriteStringValue(NameOf(Get(record)));

    internal override Result<T> ReadJson(T record, JsonElement value)
    {
        var text = JsonValues.Text(value);
        if (text == NameOf(EditorialStatus.Deleted))
            return new Problem("status", "A record is deleted by DELETE, not by its status.", Name);

        return StatusMoves.Choices.Where(choice => NameOf(choice) == text).Select(choice => With(record, choice)).FirstOrDefault()
            ?? (Result<T>)JsonValues.Wrong(Name, "one of " + string.Join(", ", StatusMoves.Choices.Select(NameOf)));
    }

    private static string NameOf(EditorialStatus status) => status.ToString().ToLowerInvariant();

    internal override string WriteCell(T record, CellContext context) => Get(record).ToString().ToLowerInvariant();

    internal override Result<T> ReadCell(T record, string text, CellContext context) => text.Trim().ToLowerInvariant() switch
    {
        "" => record,
        "draft" => With(record, EditorialStatus.Draft),
        "published" => With(record, EditorialStatus.Published),
        "paused" => With(record, EditorialStatus.Paused),
        "archived" => With(record, EditorialStatus.Archived),
        "deleted" => new Problem("status", L["A file deletes nothing. Delete it on its page, or write archived."]),
        var other => new Problem("status", L[$"“{TextCut.Shown(other, 60)}” is not a status. Write draft, published, paused or archived."]),
    };
}

/// <summary>A number; null for none.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
public sealed class DecimalField<T>(Expression<Func<T, decimal?>> property) : Field<T, decimal?>(new(property)), INumberFormField
    where T : class
{
    /// <summary>Decimal places that may be written.</summary>
    public int Decimals { get; init; } = 2;

    // 1,500 or 1,500.50, as money is written in India; the unit is the label's to say.
    internal override Func<JsonElement, string> AuditFormat => value =>
        decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Format.Money(number).Replace("₹", "", StringComparison.Ordinal)
            : value.ToString();

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => Get(record) is { } number ? Format.Number(number, Decimals) : "";

    private protected override decimal? ValueIn(Item item) => item.GetDecimalOrNull(Attribute);

    internal override void Write(T record, Item item) => item.Set(Attribute, Get(record));

    internal override void Publish(Utf8JsonWriter writer, Item item)
    {
        if (Member is not null && item.GetDecimalOrNull(Attribute) is { } number)
            writer.WriteNumber(Member, number);
    }

    internal override JsonShape Shape => new("number", Column?.Says ?? Label) { Nullable = true };

    internal override void WriteJson(Utf8JsonWriter writer, T record)
    {
        if (Get(record) is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }

    internal override Result<T> ReadJson(T record, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => With(record, null),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => With(record, number),
        _ => JsonValues.Wrong(Name, "a number"),
    };

    internal override string WriteCell(T record, CellContext context) => Get(record) is { } number ? Plain(number) : "";

    internal override Result<T> ReadCell(T record, string text, CellContext context)
    {
        if (string.IsNullOrWhiteSpace(text))
            return With(record, null);

        var (value, problem) = NumberReader.Read(text, Decimals, null, null, Plain, context.DecimalComma);
        return problem is null ? With(record, value) : new Problem(Attribute, L[$"“{TextCut.Shown(text.Trim(), 60)}” cannot be read. {problem}"]);
    }

    private string Plain(decimal number) => number.ToString("0." + new string('#', Decimals), CultureInfo.InvariantCulture);
}

/// <summary>An instant (UTC), written and shown in IST; null for none.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="property">The property.</param>
public sealed class MomentField<T>(Expression<Func<T, DateTimeOffset?>> property) : Field<T, DateTimeOffset?>(new(property)), IMomentFormField
    where T : class
{
    /// <summary>Whether it is the first instant that no longer belongs: a date alone is the whole day, until 24:00.</summary>
    public bool EndOfDay { get; init; }

    internal override Func<JsonElement, string> AuditFormat => value => Times.TryParse(value.ToString(), out var instant) ? Shown(instant) : value.ToString();

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => Get(record) is { } instant ? Shown(instant) : "";

    private protected override DateTimeOffset? ValueIn(Item item) => item.GetTime(Attribute);

    internal override void Write(T record, Item item) => item.Set(Attribute, Get(record));

    internal override JsonShape Shape =>
        new("string", $"{Label}: an instant with its offset, such as 2026-11-21T10:00:00+05:30{(EndOfDay ? "; the first that no longer belongs" : "")}") { Format = "date-time", Nullable = true };

    internal override void WriteJson(Utf8JsonWriter writer, T record)
    {
        if (Get(record) is { } instant)
            writer.WriteStringValue(Times.ToText(instant));
        else
            writer.WriteNullValue();
    }

    // An instant without an offset would be another one on each machine.
    internal override Result<T> ReadJson(T record, JsonElement value)
    {
        if (JsonValues.Text(value) is not { } text)
            return JsonValues.Wrong(Name, "an instant");
        if (text.Length == 0)
            return With(record, null);

        return text.Length is >= 17 and <= 40 && (text[^1] == 'Z' || text[^6] is '+' or '-') && value.TryGetDateTimeOffset(out var instant) && instant.UtcDateTime.Year is > 1 and < 9999
            ? With(record, instant.ToUniversalTime())
            : new Problem("time", "Write the instant with its offset: 2026-11-21T10:00:00+05:30.", Name);
    }

    internal override string WriteCell(T record, CellContext context) => DateTimeReader.Write(Get(record), Alone);

    internal override Result<T> ReadCell(T record, string text, CellContext context)
    {
        if (string.IsNullOrWhiteSpace(text))
            return With(record, null);

        var read = DateTimeReader.Read(text, context.Today, Alone);
        return read.Problem is null ? With(record, read.At) : new Problem("time", read.Problem);
    }

    internal override string? ReadAs(string text, DateOnly today) =>
        !string.IsNullOrWhiteSpace(text) && DateTimeReader.Read(text, today, Alone) is { Problem: null, Adjusted: true } read ? Shown(read.At) : null;

    private DateWithoutTime Alone => EndOfDay ? DateWithoutTime.EndOfDay : DateWithoutTime.StartOfDay;

    private string Shown(DateTimeOffset instant) => (EndOfDay ? Format.End(instant) : Format.DateTime(instant)) + " IST";
}
