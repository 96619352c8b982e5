using System.Reflection;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Fields;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog.Fields;

/// <summary>What is forgotten in a kind's declaration of its fields, found by reflection and by trying each field with arbitrary values.</summary>
internal static class FieldFaults
{
    private const string RecordId = "019a00000000700080000000000000aa";

    // Properties that nobody edits.
    private static readonly Dictionary<string, string> NotEdited = new(StringComparer.Ordinal)
    {
        [nameof(ICatalogRecord.Id)] = "it is minted when the form opens",
        [nameof(ICatalogRecord.Stamp)] = "the storage writes it",
    };

    /// <summary>Properties without a field, and fields that are declared and not in the set.</summary>
    public static IEnumerable<string> Forgotten<T>(FieldSet<T> all, Type declaring)
        where T : class, ICatalogRecord
    {
        foreach (var property in typeof(T).GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !NotEdited.ContainsKey(property.Name)))
        {
            if (all.Find(property.Name) is null)
                yield return $"{typeof(T).Name}.{property.Name} has no field.";
        }

        foreach (var property in declaring.GetProperties(BindingFlags.Public | BindingFlags.Static))
        {
            if (property.GetValue(null) is Field<T> field && !all.Contains(field))
                yield return $"{declaring.Name}.{property.Name} is not in All.";
        }
    }

    /// <summary>What a field leaves unsaid, or says twice.</summary>
    public static IEnumerable<string> Unsaid<T>(FieldSet<T> all)
        where T : class, ICatalogRecord
    {
        foreach (var field in all)
        {
            if (string.IsNullOrWhiteSpace(field.Label))
                yield return $"{field.Name} has no label.";
            if (string.IsNullOrWhiteSpace(field.Attribute))
                yield return $"{field.Name} has no attribute.";
            if (field.Column is null == string.IsNullOrWhiteSpace(field.NoColumn))
                yield return $"{field.Name} must have a column, or say why it has none.";
            if (field.Member is null == string.IsNullOrWhiteSpace(field.NoMember))
                yield return $"{field.Name} must have a member in the cached copy, or say why it has none.";
        }

        foreach (var (what, names) in new (string, IEnumerable<string?>)[]
                 {
                     ("label", all.Select(field => field.Label)), ("attribute", all.Select(field => field.Attribute)), ("member", all.Select(field => field.Member)),
                     ("column", all.SelectMany(field => field.Column is { } column ? column.Aliases.Append(column.Name) : [])),
                     ("place among the columns", all.Columns.Select(field => field.Name)), ("place among the members", all.Members.Select(field => field.Name)),
                 })
        {
            foreach (var twice in names.OfType<string>().GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
                yield return $"Two fields have one {what}: {twice.Key}.";
        }
    }

    /// <summary>Where a value gets lost, tried with arbitrary values of every field.</summary>
    public static IEnumerable<string> Lost<T>(FieldSet<T> all, T record)
        where T : class, ICatalogRecord
    {
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                foreach (var field in all)
                {
                    var filled = Filled(field, record, random);
                    lost.UnionWith(LostIn(all, field, filled));
                }
            },
            iter: 50,
            threads: 1);
        return lost;
    }

    private static IEnumerable<string> LostIn<T>(FieldSet<T> all, Field<T> field, T filled)
        where T : class, ICatalogRecord
    {
        var item = new Item("SAMPLE#" + RecordId);
        all.Write(filled, item);
        if (!item.Has(field.Attribute))
            yield return $"{field.Name} is not written into the item.";
        else if (!field.Same(filled, all.Read(item)))
            yield return $"{field.Name} is not read from the item as it was written.";

        if (field.Column is not null)
        {
            var context = new CellContext(new Codes(), DecimalComma: false, new DateOnly(2026, 11, 20));
            var read = field.ReadCell(all.Read(new Item("SAMPLE#" + RecordId)), field.WriteCell(filled, context), context);
            if (!read.Ok || !field.Same(filled, read.Value))
                yield return $"{field.Name} does not come back from a file.";
        }

        if (!ComesBackFromJson(field, filled, all.Read(new Item("SAMPLE#" + RecordId))))
            yield return $"{field.Name} does not come back from the API.";

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            all.Publish(writer, item);
            writer.WriteEndObject();
        }

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        if (field.Member is { } member && !json.RootElement.TryGetProperty(member, out _))
            yield return $"{field.Name} is not in the cached copy.";

        var label = all.AuditLabels().GetValueOrDefault(field.Attribute);
        if (label?.Label != field.Label || (field.LinksTo is null && label.Format?.Invoke(JsonSerializer.SerializeToElement(Plain(item, field.Attribute))) is { Length: 0 }))
            yield return $"{field.Name} cannot be read in the audit log.";
        if (field.Show(filled, (_, id) => id).Length == 0)
            yield return $"{field.Name} cannot be read in a conflict.";
    }

    private static bool ComesBackFromJson<T>(Field<T> field, T filled, T empty)
        where T : class, ICatalogRecord
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            field.WriteJson(writer, filled);

        using var json = JsonDocument.Parse(stream.ToArray());
        var read = field.ReadJson(empty, json.RootElement);
        return read.Ok && field.Same(filled, read.Value);
    }

    /// <summary>The record with an arbitrary value of a field, which no default has.</summary>
    private static T Filled<T>(Field<T> field, T record, Random random)
        where T : class, ICatalogRecord => field switch
        {
            LinkField<T> link => link.With(record, AnyId(random)),
            LinksField<T> links => links.With(record, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => AnyId(random))]),
            PictureField<T> picture => picture.With(record, string.Concat(Enumerable.Range(0, 8).Select(_ => $"{random.Next():x8}"))),
            Field<T, string> text => text.With(record, AnyText(random)),
            Field<T, decimal?> number => number.With(record, decimal.Round(random.Next(1, 1_000_000_000) / 100m, ((INumberFormField)number).Decimals) + 1),
            Field<T, DateTimeOffset?> moment => moment.With(record, new DateTimeOffset(2000, 1, 3, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(0, 100 * 365 * 1440))),
            Field<T, EditorialStatus> status => status.With(record, EditorialStatus.Paused),
            _ => AnyChoice(field, record, random),
        };

    private static T AnyChoice<T>(Field<T> field, T record, Random random)
        where T : class
    {
        var type = field.ValueOf(record)?.GetType();
        if (type is not { IsEnum: true })
            throw new NotSupportedException($"{field.Name}: say here how an arbitrary value of it is made.");

        var values = Enum.GetValues(type);
        return (T)field.GetType().GetMethod("With")!.Invoke(field, [record, values.GetValue(random.Next(1, values.Length))])!;
    }

    private static string AnyId(Random random) => $"019a{random.NextInt64(0, 1L << 32):x8}7000{random.NextInt64(0, 1L << 62):x16}";

    private static string AnyText(Random random) => "x" + string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => "aZ9 ₹दि🍬<&\"'|=+".EnumerateRunes().ElementAt(random.Next(14))));

    private static string Plain(Item item, string attribute) => item.GetStringOrNull(attribute) ?? item.GetDecimalOrNull(attribute)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "x";

    private sealed class Codes : IRecordCodes
    {
        public string CodeOf(string kind, string id) => $"{kind}-{id}";

        public Result<string> IdOf(string kind, string code, IReadOnlyList<string> present) => code[(kind.Length + 1)..];
    }
}
