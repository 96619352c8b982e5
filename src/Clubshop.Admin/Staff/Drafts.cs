using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>What somebody typed into a form and did not save.</summary>
/// <param name="Tab">The tab of the browser that it was typed in (<see cref="Ui.BrowserTab"/>).</param>
/// <param name="Text">The form's own format, usually JSON.</param>
/// <param name="SavedAt">When the draft was stored, UTC.</param>
/// <param name="Version">The version of the record that was being edited; 0 for a new one.</param>
public sealed record Draft(string Tab, string Text, DateTimeOffset SavedAt, long Version);

/// <summary>Which draft it is.</summary>
/// <param name="Record">The form: kind and record id, <c>offer/0199…</c>, or <c>offer/new</c>.</param>
/// <param name="Tab">The tab of the browser (<see cref="Ui.BrowserTab"/>).</param>
/// <param name="Permission">The permission that saving the form needs.</param>
public sealed record DraftPlace(string Record, string Tab, Permission Permission);

/// <summary>
/// Drafts on the server: one per person, record and tab, kept for 14 days after they were written last, visible only to that person and only while
/// they may edit the record. A draft is not a change, so the audit log does not contain it (docs/decisions/0024-drafts-and-presence.md).
/// </summary>
public sealed class Drafts(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>Maximum size of a draft in bytes (UTF-8).</summary>
    public const int MaxBytes = 200_000;

    /// <summary>The problem of a draft that is not there any more although it was written before: another tab of the person took it over.</summary>
    public const string Taken = "draft-taken";

    private const string TabOf = "tab";

    /// <summary>How long a draft is kept after it was written last.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>Stores a draft in place of the previous one of this tab.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="place">Which.</param>
    /// <param name="text">The content.</param>
    /// <param name="version">The version of the record that is being edited.</param>
    /// <param name="again">Whether this tab wrote it before: then it is refused with <see cref="Taken"/> where it is gone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The problem; null when stored.</returns>
    public async Task<Problem?> SaveAsync(Actor actor, DraftPlace place, string text, long version, bool again, CancellationToken cancellationToken)
    {
        if (actor.Refuse(place.Permission) is { } refused)
            return refused;

        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return new("draft-too-long", L["This is too long for a draft. Save it or shorten it."]);

        var now = time.GetUtcNow();
        var key = KeyOf(actor, place.Record, place.Tab);
        var item = new Item(key.Pk, key.Sk).Set("text", text).Set("savedAt", now).Set("over", version).Set(TabOf, place.Tab)
            .Set(Attributes.PurgeAt, (now + Life).ToUnixTimeSeconds());
        return await unaudited.PutAsync(Table.System, item, again ? new RowCondition.Equal(TabOf, place.Tab) : null, cancellationToken)
            ? null
            : new(Taken, L["You took this over in another tab."]);
    }

    /// <summary>The person's drafts of a record, the newest first; none where the person may no longer edit.</summary>
    public async Task<IReadOnlyList<Draft>> ListAsync(Actor actor, Permission permission, string record, CancellationToken cancellationToken)
    {
        if (!actor.Has(permission))
            return [];

        var found = new List<Draft>();
        var query = new ItemQuery(Table.System, Keys.Person(actor.Id)) { Prefix = SortKeyOf(record, ""), Consistent = true };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
            found.Add(new(item.GetString(TabOf), item.GetString("text"), item.GetTime("savedAt") ?? default, item.GetLong("over")));

        return [.. found.OrderByDescending(draft => draft.SavedAt)];
    }

    /// <summary>Deletes a draft after saving, or when it is not wanted.</summary>
    public Task DeleteAsync(Actor actor, string record, string tab, CancellationToken cancellationToken) =>
        unaudited.DeleteAsync(KeyOf(actor, record, tab), null, cancellationToken);

    private static string SortKeyOf(string record, string tab) => $"DRAFT#{record}#{tab}";

    private static ItemKey KeyOf(Actor actor, string record, string tab) => new(Table.System, Keys.Person(actor.Id), SortKeyOf(record, tab));
}
