using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Clubshop.Api.Cache;
using Clubshop.Api.Http;

namespace Clubshop.Api.Catalog;

/// <summary>A condition of a page: the list of candidates that a club, shop or category has.</summary>
/// <param name="By">Which of them: its kind.</param>
/// <param name="Id">Its id; it is shown.</param>
internal readonly record struct PageFilter(RecordKind By, string Id)
{
    /// <summary>The list's name.</summary>
    public string List => By switch
    {
        RecordKind.Club => "of-club:" + Id,
        RecordKind.Shop => "of-shop:" + Id,
        _ => "of-category:" + Id,
    };

    /// <summary>Whether the record itself says so; a list may be behind.</summary>
    public bool Holds(CatalogView view) => By switch
    {
        RecordKind.Club => view.Clubs.Contains(Id, StringComparer.Ordinal),
        RecordKind.Shop => view.Record.Shop == Id,
        _ => view.Record.Categories.Contains(Id, StringComparer.Ordinal),
    };
}

/// <summary>A page of shown records, live ones where they are offers.</summary>
/// <param name="Payload">The answer's body and tag.</param>
/// <param name="Until">When the page changes by the clock alone (UTC); null if it does not.</param>
internal sealed record CatalogPage(Payload Payload, DateTimeOffset? Until);

/// <summary>Makes pages: candidates from lists, each judged by its record. A cursor is a place in the order, so it holds while records come and go.</summary>
internal sealed class CatalogPages(CatalogReader reader, CatalogLists lists, TimeProvider time)
{
    /// <summary>Most records of a page.</summary>
    public const int MostItems = 50;

    private const int CursorBytes = 24;

    // So many candidates are judged for one page at most; then it ends short, with a cursor.
    private const int MostJudged = 500;

    /// <summary>A page.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="filters">All of them hold; none means all records.</param>
    /// <param name="after">What the page before ended with; null for the first page.</param>
    /// <param name="size">How many records: 1 to <see cref="MostItems"/>.</param>
    /// <exception cref="Tables.BusyException">It cannot be said now.</exception>
    public async Task<CatalogPage> ReadAsync(RecordKind kind, IReadOnlyList<PageFilter> filters, ListEntry? after, int size)
    {
        var now = time.GetUtcNow();
        var (candidates, others) = await CandidatesAsync(kind, filters);
        var found = new List<CatalogView>(size);
        var (at, judged) = (after is { } place ? FirstAfter(candidates, place) : 0, 0);
        ListEntry? last = null;
        var batch = new List<ListEntry>(size);
        while (at < candidates.Length && found.Count < size && judged < MostJudged)
        {
            batch.Clear();
            for (; at < candidates.Length && batch.Count < size - found.Count; at++)
            {
                if (candidates[at].MayBeLiveAt(now.UtcTicks) && others.TrueForAll(other => other.Contains(candidates[at].Key)))
                    batch.Add(candidates[at]);
            }

            judged += batch.Count;
            foreach (var view in await ViewsAsync(kind, batch))
            {
                if (view is not null && (kind is not RecordKind.Offer || view.Record.IsLiveAt(now)) && filters.All(filter => filter.Holds(view)))
                    found.Add(view);
            }

            if (batch.Count > 0)
                last = batch[^1];
        }

        var next = at < candidates.Length && last is { } end ? CursorOf(end) : null;
        var body = Body(found, next);
        return new(new(body, $"W/\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 12))}\""), UntilOf(found, candidates, now));
    }

    /// <summary>Reads a cursor; false if it is none of ours.</summary>
    public static bool TryCursor(string text, out ListEntry place)
    {
        Span<byte> bytes = stackalloc byte[CursorBytes + 8];
        place = default;
        if (text.Length > 64 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != CursorBytes)
            return false;
        place = new(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes), long.MaxValue);
        return true;
    }

    private static string CursorOf(ListEntry place)
    {
        Span<byte> bytes = stackalloc byte[CursorBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.Starts);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[8..], place.Key);
        return Base64Url.EncodeToString(bytes);
    }

    // The shortest list leads; the others are asked.
    private async Task<(ListEntry[] Candidates, List<HashSet<UInt128>> Others)> CandidatesAsync(RecordKind kind, IReadOnlyList<PageFilter> filters)
    {
        if (filters.Count == 0)
            return (await lists.ListAsync(kind, "all"), []);
        var all = await Task.WhenAll(filters.Select(filter => lists.ListAsync(kind, filter.List).AsTask()));
        Array.Sort(all, (left, right) => left.Length.CompareTo(right.Length));
        return (all[0], [.. all.Skip(1).Select(list => list.Select(entry => entry.Key).ToHashSet())]);
    }

    private async Task<CatalogView?[]> ViewsAsync(RecordKind kind, List<ListEntry> batch) =>
        await Task.WhenAll(batch.Select(entry => reader.ViewAsync(kind, entry.Id).AsTask()));

    private static int FirstAfter(ListEntry[] candidates, ListEntry place)
    {
        var at = Array.BinarySearch(candidates, place, ListEntry.Order);
        return at < 0 ? ~at : at + 1;
    }

    private static byte[] Body(List<CatalogView> views, string? next)
    {
        var bytes = new ArrayBufferWriter<byte>(views.Sum(view => view.Payload.Body.Length + 1) + 80);
        bytes.Write("{\"items\":["u8);
        for (var i = 0; i < views.Count; i++)
        {
            if (i > 0)
                bytes.Write(","u8);
            bytes.Write(views[i].Payload.Body);
        }

        bytes.Write("]"u8);
        if (next is not null)
        {
            bytes.Write(",\"next\":\""u8);
            bytes.Write(System.Text.Encoding.ASCII.GetBytes(next));
            bytes.Write("\""u8);
        }

        bytes.Write("}"u8);
        return bytes.WrittenSpan.ToArray();
    }

    // The first end of what is shown, or the next start of a candidate: those that start later are at the front.
    private static DateTimeOffset? UntilOf(List<CatalogView> shown, ListEntry[] candidates, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        foreach (var view in shown)
        {
            if (view.Record.Ends is { } ends && !(ends >= until))
                until = ends;
        }

        var started = FirstAfter(candidates, new(UInt128.MaxValue, now.UtcTicks + 1, 0));
        while (started < candidates.Length && candidates[started].Starts > now.UtcTicks)
            started++;
        if (started > 0 && new DateTimeOffset(candidates[started - 1].Starts, TimeSpan.Zero) is var starts && !(starts >= until))
            until = starts;
        return until;
    }
}
