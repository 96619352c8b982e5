using System.Text.Json;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>A bulk change that somebody asked for: which records, and what with them. Its job, once it is started, has the same id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The kind of record (<see cref="CatalogKind.Name"/>).</param>
/// <param name="Edit">The change.</param>
/// <param name="Count">How many records.</param>
/// <param name="At">When it was asked for (UTC).</param>
public sealed record BulkDraft(string Id, string Kind, BulkEdit Edit, int Count, DateTimeOffset At)
{
    /// <summary>Id of the person who asked.</summary>
    public string OwnerId { get; init; } = "";
}

/// <summary>A bulk change with its job, and the job that undoes it; null before each is started.</summary>
public sealed record BulkEntry(BulkDraft Draft, JobInfo? Job, JobInfo? Undo);

/// <summary>
/// Keeps bulk changes, in the system table: nothing is lost when the page is left or the process ends, and any instance can go on. Items of
/// <c>BULK#id</c>: the ids, compressed (<c>PAY#n</c>), and last <c>META</c>; and one of <c>BULKS#person</c>, for the list.
/// </summary>
internal sealed class BulkDrafts(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>How long one is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int MaxRecent = 25;
    private const string Kind = "kind", Edit = "edit", Count = "count", At = "at", Owner = "owner", Of = "of";

    /// <summary>Keeps one.</summary>
    public async Task KeepAsync(BulkDraft draft, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var purgeAt = time.GetUtcNow() + Kept;
        var pk = Pk(draft.Id);
        await unaudited.PutManyAsync(Table.System, JobPack.Payload(pk, JsonSerializer.SerializeToUtf8Bytes(ids), purgeAt), cancellationToken);
        var meta = new Item(pk).Set(Kind, draft.Kind).Set(Edit, JsonSerializer.Serialize(draft.Edit, BulkEdit.Json)).Set(Count, (long)draft.Count).Set(At, draft.At)
            .Set(Owner, draft.OwnerId).Set(Attributes.PurgeAt, purgeAt.ToUnixTimeSeconds());
        await unaudited.PutAsync(Table.System, meta, null, cancellationToken);
        await unaudited.PutAsync(
            Table.System, new Item("BULKS#" + draft.OwnerId, draft.Id).Set(Of, draft.Id).Set(Attributes.PurgeAt, purgeAt.ToUnixTimeSeconds()), null, cancellationToken);
    }

    /// <summary>One by its id; null when it is not there.</summary>
    public async Task<BulkDraft?> FindAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(new(Table.System, Pk(id)), cancellationToken) is { } item ? DraftOf(item) : null;

    /// <summary>The ids of its records.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string id, CancellationToken cancellationToken)
    {
        var packed = await JobPack.ReadPayloadAsync(reader.QueryAllAsync(new(Table.System, Pk(id)) { Prefix = "PAY#", Consistent = true }, cancellationToken), cancellationToken);
        return JsonSerializer.Deserialize<List<string>>(packed) ?? [];
    }

    /// <summary>The last ones that a person asked for, newest first.</summary>
    public async Task<IReadOnlyList<BulkDraft>> RecentAsync(string personId, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var query = new ItemQuery(Table.System, "BULKS#" + personId) { Descending = true, Batch = MaxRecent, Consistent = true };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            ids.Add(item.GetString(Of));
            if (ids.Count == MaxRecent)
                break;
        }

        var found = await reader.ReadManyAsync(ids.Select(id => new ItemKey(Table.System, Pk(id))), cancellationToken);
        return [.. found.Values.Select(DraftOf).OrderByDescending(draft => draft.Id, StringComparer.Ordinal)];
    }

    private static string Pk(string id) => "BULK#" + id;

    private static BulkDraft DraftOf(Item item) => new(
        item.Id, item.GetString(Kind), JsonSerializer.Deserialize<BulkEdit>(item.GetString(Edit), BulkEdit.Json)!, (int)item.GetLong(Count), item.GetTime(At) ?? default)
    {
        OwnerId = item.GetString(Owner),
    };
}
