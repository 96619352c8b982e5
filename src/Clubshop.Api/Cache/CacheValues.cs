using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clubshop.Api.Cache;

/// <summary>Reads values of contract 1 (docs/cache-contract.md). Whatever is not what was asked for is nothing: null.</summary>
internal static class CacheValues
{
    private const int Schema = 1;

    /// <summary>Highest generation: 2⁵³ − 1.</summary>
    private const long HighestGeneration = (1L << 53) - 1;

    /// <summary>A generation: ASCII digits without a leading zero, from 1 to 2⁵³ − 1.</summary>
    public static long? Generation(ReadOnlySpan<byte> value)
    {
        if (value.Length is 0 or > 16 || value[0] == (byte)'0' || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return null;
        var number = 0L;
        foreach (var digit in value)
            number = (number * 10) + (digit - '0');
        return number <= HighestGeneration ? number : null;
    }

    /// <summary>The record of this kind and id.</summary>
    public static CatalogRecord? Record(ReadOnlySpan<byte> value, RecordKind kind, string id)
    {
        RecordValue? read;
        try
        {
            read = JsonSerializer.Deserialize(value, CacheJson.Default.RecordValue);
        }
        catch (JsonException)
        {
            return null;
        }

        if (read is not { Schema: Schema, Type: "record", Version: > 0 and var version, Shown: { } shown } || read.Kind != RecordKinds.NameOf(kind) || read.Id != id)
            return null;
        if (!shown)
            return new() { Kind = kind, Id = id, Version = version };
        // A shown record without what every one of its kind has was damaged: the table has it whole.
        if (read.Name is not { Length: > 0 } name || read.Slug is not { Length: > 0 } slug)
            return null;
        if (kind is RecordKind.Offer && (read.Starts is null || !RecordKinds.IsId(read.Shop)))
            return null;
        return new()
        {
            Kind = kind,
            Id = id,
            Version = version,
            Shown = true,
            Name = name,
            Slug = slug,
            Code = read.Code,
            Description = read.Description,
            Website = read.Website,
            City = read.City,
            Parent = read.Parent,
            Clubs = read.Clubs ?? [],
            Categories = read.Categories ?? [],
            Shop = read.Shop,
            Benefit = read.Benefit,
            Value = read.Value,
            Starts = read.Starts?.ToUniversalTime() ?? default,
            Ends = read.Ends?.ToUniversalTime(),
            Terms = read.Terms,
            LandingPage = read.LandingPage,
            NameHi = read.NameHi,
            DescriptionHi = read.DescriptionHi,
            TermsHi = read.TermsHi,
            Picture = PicturePath.Checked(read.Picture),
        };
    }

    /// <summary>The id that a slug's value names.</summary>
    public static string? Slug(ReadOnlySpan<byte> value, RecordKind kind, string slug)
    {
        try
        {
            var read = JsonSerializer.Deserialize(value, CacheJson.Default.RecordValue);
            return read is { Schema: Schema, Type: "slug", Version: > 0 } && read.Kind == RecordKinds.NameOf(kind) && read.Slug == slug && RecordKinds.IsId(read.Id)
                ? read.Id
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One page of a list; null unless it is the page that was asked for. Its pages are 1 or more.</summary>
    public static ListPage? List(ReadOnlySpan<byte> value, RecordKind kind, string list, int page)
    {
        try
        {
            return ListPage.Read(value, RecordKinds.NameOf(kind), list, page);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return null; // not JSON, or a member of another type
        }
    }

    /// <summary>The members of records and slugs; unknown ones are ignored.</summary>
    internal sealed record RecordValue
    {
        public int? Schema { get; init; }

        public string? Type { get; init; }

        public string? Kind { get; init; }

        public string? Id { get; init; }

        public long? Version { get; init; }

        public bool? Shown { get; init; }

        public string? Name { get; init; }

        public string? Slug { get; init; }

        public string? Code { get; init; }

        public string? Description { get; init; }

        public string? Website { get; init; }

        public string? City { get; init; }

        public string? Parent { get; init; }

        public List<string>? Clubs { get; init; }

        public List<string>? Categories { get; init; }

        public string? Shop { get; init; }

        public string? Benefit { get; init; }

        public decimal? Value { get; init; }

        public DateTimeOffset? Starts { get; init; }

        public DateTimeOffset? Ends { get; init; }

        public string? Terms { get; init; }

        public string? LandingPage { get; init; }

        public string? NameHi { get; init; }

        public string? DescriptionHi { get; init; }

        public string? TermsHi { get; init; }

        public string? Picture { get; init; }
    }
}

/// <summary>Reads the contract's JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CacheValues.RecordValue))]
internal sealed partial class CacheJson : JsonSerializerContext;
