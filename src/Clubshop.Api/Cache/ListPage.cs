using System.Text;
using System.Text.Json;

namespace Clubshop.Api.Cache;

/// <summary>One page of a list.</summary>
/// <param name="Pages">How many pages the list has, itself included.</param>
/// <param name="Entries">What it names, in no order.</param>
internal sealed record ListPage(int Pages, IReadOnlyList<ListEntry> Entries)
{
    // The contract: a list of more than 4,000 entries has several pages; far more than any catalog has.
    private const int MostPages = 10_000;

    /// <summary>Reads a page; null if it is another value than was asked for.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A member has another type.</exception>
    /// <exception cref="FormatException">A number or time cannot be read.</exception>
    public static ListPage? Read(ReadOnlySpan<byte> value, string kind, string list, int page)
    {
        var reader = new Utf8JsonReader(value);
        var (schema, pages, at, matches) = (0, 0, -1, 0);
        List<ListEntry>? entries = null;
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("schema"u8))
                schema = Number(ref reader);
            else if (reader.ValueTextEquals("type"u8))
                matches += Is(ref reader, "list");
            else if (reader.ValueTextEquals("kind"u8))
                matches += Is(ref reader, kind);
            else if (reader.ValueTextEquals("list"u8))
                matches += Is(ref reader, list);
            else if (reader.ValueTextEquals("pages"u8))
                pages = Number(ref reader);
            else if (reader.ValueTextEquals("page"u8))
                at = Number(ref reader);
            else if (reader.ValueTextEquals("entries"u8))
                entries = ReadEntries(ref reader);
            else
                reader.Skip();
        }

        return schema == 1 && matches == 3 && at == page && pages is > 0 and <= MostPages && entries is not null ? new(pages, entries) : null;

        static int Number(ref Utf8JsonReader reader)
        {
            reader.Read();
            return reader.GetInt32();
        }

        static int Is(ref Utf8JsonReader reader, string text)
        {
            reader.Read();
            return reader.ValueTextEquals(text) ? 1 : 0;
        }
    }

    // [["{id}", version, starts, ends], …]; the last two only of offers. What else an entry may have one day is passed over.
    private static List<ListEntry> ReadEntries(ref Utf8JsonReader reader)
    {
        List<ListEntry> entries = [];
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new FormatException();
        Span<char> id = stackalloc char[32];
        while (reader.Read() && reader.TokenType is JsonTokenType.StartArray)
        {
            reader.Read();
            if (reader.HasValueSequence || reader.ValueSpan.Length != id.Length || Encoding.UTF8.GetChars(reader.ValueSpan, id) != id.Length || !RecordKinds.IsId(id))
                throw new FormatException();
            var (starts, ends) = (0L, long.MaxValue);
            for (var member = 1; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; member++)
            {
                if (member == 2 && reader.TokenType is JsonTokenType.String)
                    starts = reader.GetDateTimeOffset().UtcTicks;
                else if (member == 3 && reader.TokenType is JsonTokenType.String)
                    ends = reader.GetDateTimeOffset().UtcTicks;
                else if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    reader.Skip();
            }

            entries.Add(new(ListEntry.KeyOf(id), starts, ends));
        }

        return entries;
    }
}
