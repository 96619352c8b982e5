using System.Text.Json;
using Clubshop.Admin.Catalog.Fields;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>Values of some fields of an offer, by the fields' own declarations.</summary>
public sealed class PlannedValues
{
    private readonly IReadOnlyList<(Field<Offer> Field, Offer Holder)> _values;

    private PlannedValues(IEnumerable<(Field<Offer> Field, Offer Holder)> values) => _values = [.. values];

    /// <summary>The fields that a plan can write, in the form's order.</summary>
    public static IReadOnlyList<Field<Offer>> Fields { get; } = [OfferFields.Title, OfferFields.TitleHi, OfferFields.Benefit, OfferFields.Value, OfferFields.Ends, OfferFields.Status];

    /// <summary>The fields that have a value here.</summary>
    public IEnumerable<Field<Offer>> Names => _values.Select(value => value.Field);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>What differs between two offers, as the second one has it.</summary>
    public static PlannedValues Between(Offer before, Offer after)
    {
        var (left, right) = (OfferRules.Clean(before), OfferRules.Clean(after));
        return new(Fields.Where(field => !field.Same(left, right)).Select(field => (field, right)));
    }

    /// <summary>What an offer has in the same fields.</summary>
    public PlannedValues In(Offer offer) => new(_values.Select(value => (value.Field, offer)));

    /// <summary>The offer with these values.</summary>
    public Offer Apply(Offer offer) => _values.Aggregate(offer, (changed, value) => value.Field.Take(changed, value.Holder));

    /// <summary>Whether both write a field.</summary>
    public bool Overlaps(PlannedValues other) => Names.Intersect(other.Names).Any();

    /// <summary>
    /// Takes these values back: a field that still has the value gets that of <paramref name="was"/>, one that was changed since stays as it is.
    /// </summary>
    /// <param name="offer">The offer as it is stored.</param>
    /// <param name="was">What the fields held before these values were written.</param>
    /// <returns>The offer, and the fields that stay because they were changed since.</returns>
    public (Offer Offer, IReadOnlyList<Field<Offer>> Kept) TakeBack(Offer offer, PlannedValues was)
    {
        var (result, kept) = (offer, new List<Field<Offer>>());
        foreach (var (field, holder) in _values)
        {
            if (!field.Same(offer, holder))
                kept.Add(field);
            else if (was._values.FirstOrDefault(value => value.Field == field) is { Field: not null } before)
                result = field.Take(result, before.Holder);
        }

        return (result, kept);
    }

    /// <summary>As it is stored: a JSON object with a member for each field.</summary>
    public override string ToString()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (field, holder) in _values)
            {
                writer.WritePropertyName(field.JsonName);
                field.WriteJson(writer, holder);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads <see cref="ToString"/>; null where it holds what this version does not know.</summary>
    public static PlannedValues? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var holder = new Offer { Id = "" };
            var fields = new List<Field<Offer>>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (Fields.FirstOrDefault(one => one.JsonName == member.Name) is not { } field || field.ReadJson(holder, member.Value) is not { Ok: true } read)
                    return null;

                holder = read.Value;
                fields.Add(field);
            }

            return new(fields.Select(field => (field, holder)));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
