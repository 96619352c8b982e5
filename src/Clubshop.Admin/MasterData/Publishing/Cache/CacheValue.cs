using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>Writes and reads the values of docs/cache-contract.md.</summary>
public static class CacheValue
{
    /// <summary>The schema version that is written.</summary>
    public const long Schema = 1;

    // Non-ASCII text such as "₹" is not escaped: the value is JSON for servers, and is never put into a page as it stands.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A record's value.</summary>
    public static byte[] OfRecord(PublishedKind kind, Item item, DateTimeOffset now)
    {
        var shown = kind.IsShown(item);
        return Json("record", kind.Kind, now, writer =>
        {
            writer.WriteString("id", item.Id);
            writer.WriteNumber("version", item.Version);
            writer.WriteBoolean("shown", shown);
            if (shown)
                kind.Write(writer, item);
        });
    }

    /// <summary>The value under a slug.</summary>
    public static byte[] OfSlug(string kind, string slug, string id, long version, DateTimeOffset now) => Json("slug", kind, now, writer =>
    {
        writer.WriteString("slug", slug);
        writer.WriteString("id", id);
        writer.WriteNumber("version", version);
    });

    /// <summary>A page of a list.</summary>
    public static byte[] OfList(string kind, string name, int page, int pages, bool timed, IEnumerable<ListEntry> entries, DateTimeOffset now) =>
        Json("list", kind, now, writer =>
        {
            writer.WriteString("list", name);
            writer.WriteNumber("pages", pages);
            writer.WriteNumber("page", page);
            writer.WriteStartArray("entries");
            foreach (var entry in entries)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(entry.Id);
                writer.WriteNumberValue(entry.Version);
                if (timed)
                {
                    WriteTime(writer, entry.Starts);
                    WriteTime(writer, entry.Ends);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        });

    /// <summary>Reads whatever is stored under a key, trusting nothing.</summary>
    /// <param name="value">The bytes.</param>
    /// <param name="type">What it should be: <c>record</c>, <c>slug</c>, <c>list</c>.</param>
    /// <param name="kind">The kind of record it should be of.</param>
    public static CacheReading Read(ReadOnlyMemory<byte> value, string type, string kind)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Number(root, "schema") is not { } schema || Text(root, "type") is not { } found)
                return new CacheReading.Foreign(L["It is not a Clubshop value."]);
            if (found != type || Text(root, "kind") != kind)
                return new CacheReading.Foreign(L[$"It is a value of another type or kind ({Short(found)}, {Short(Text(root, "kind"))})."]);

            var (id, version) = (Text(root, "id") ?? "", Number(root, "version") ?? 0);
            if (schema != Schema)
                return new CacheReading.UnknownSchema(schema, id, version);
            if (type != "list" && (id.Length == 0 || version <= 0))
                return new CacheReading.Foreign(L["It has no record id or version."]);

            DateTimeOffset? writtenAt = Times.TryParse(Text(root, "writtenAt"), out var at) ? at : null;
            return type == "list"
                ? ReadList(root, writtenAt)
                : new CacheReading.Known(id, version, Flag(root, "shown"), Text(root, "slug") ?? "", writtenAt);
        }
        catch (JsonException)
        {
            return new CacheReading.Foreign(L["It is not JSON."]);
        }
        catch (InvalidOperationException)
        {
            // Broken surrogates inside a string.
            return new CacheReading.Foreign(L["It is not valid text."]);
        }
    }

    private static CacheReading ReadList(JsonElement root, DateTimeOffset? writtenAt)
    {
        if (Number(root, "pages") is not (> 0 and <= 10_000 and var pages) || !root.TryGetProperty("entries", out var array) || array.ValueKind != JsonValueKind.Array)
            return new CacheReading.Foreign(L["It is not a complete list."]);

        var entries = new List<ListEntry>(array.GetArrayLength());
        foreach (var entry in array.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() < 2 || entry[0].ValueKind != JsonValueKind.String
                || entry[1].ValueKind != JsonValueKind.Number || !entry[1].TryGetInt64(out var version))
                return new CacheReading.Foreign(L["It is a list with an invalid entry."]);

            entries.Add(new(entry[0].GetString()!, version, Time(entry, 2), Time(entry, 3)));
        }

        return new CacheReading.List((int)pages, entries, writtenAt);
    }

    private static byte[] Json(string type, string kind, DateTimeOffset now, Action<Utf8JsonWriter> rest)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", Schema);
            writer.WriteString("type", type);
            writer.WriteString("kind", kind);
            writer.WriteString("writtenAt", Times.ToText(now));
            rest(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset? time)
    {
        if (time is { } instant)
            writer.WriteStringValue(Times.ToText(instant));
        else
            writer.WriteNullValue();
    }

    private static DateTimeOffset? Time(JsonElement entry, int at) =>
        entry.GetArrayLength() > at && entry[at].ValueKind == JsonValueKind.String && Times.TryParse(entry[at].GetString(), out var time) ? time : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static bool Flag(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Short(string? text) => text is null ? "nothing" : TextCut.Shown(text, 20);
}

/// <summary>One record in a list.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Version">The version that was listed.</param>
/// <param name="Starts">When it starts; null for open.</param>
/// <param name="Ends">When it ends; null for open.</param>
public sealed record ListEntry(string Id, long Version, DateTimeOffset? Starts = null, DateTimeOffset? Ends = null);

/// <summary>What was found under a key: one of the nested types.</summary>
public abstract record CacheReading
{
    private CacheReading()
    {
    }

    /// <summary>A record's value, or a slug's.</summary>
    /// <param name="Id">The record's id.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Shown">Whether end users may see it.</param>
    /// <param name="Slug">Its slug; empty where it is not shown.</param>
    /// <param name="WrittenAt">When it was written, by the writer's clock.</param>
    public sealed record Known(string Id, long Version, bool Shown, string Slug, DateTimeOffset? WrittenAt) : CacheReading;

    /// <summary>A page of a list.</summary>
    /// <param name="Pages">Pages of the list.</param>
    /// <param name="Entries">What is on this page.</param>
    /// <param name="WrittenAt">When it was written, by the writer's clock.</param>
    public sealed record List(int Pages, IReadOnlyList<ListEntry> Entries, DateTimeOffset? WrittenAt) : CacheReading;

    /// <summary>A Clubshop value in a schema that this portal does not know: written by an older or a newer portal.</summary>
    /// <param name="Number">The schema.</param>
    /// <param name="Id">The record's id.</param>
    /// <param name="Version">Its version.</param>
    public sealed record UnknownSchema(long Number, string Id, long Version) : CacheReading;

    /// <summary>Not a Clubshop value: garbage, or another program's.</summary>
    /// <param name="Why">The reason, for a person to read; never the content.</param>
    public sealed record Foreign(string Why) : CacheReading;
}
