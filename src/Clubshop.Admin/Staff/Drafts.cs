using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>What somebody had typed into a form and not saved.</summary>
/// <param name="Text">As the form wrote it, usually JSON.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="Version">The version of the record it was typed over; 0 for a new one.</param>
public sealed record Draft(string Text, DateTimeOffset SavedAt, long Version);

/// <summary>
/// Drafts on the server: one per person and record, for 7 days, shown to that person alone and only while they may still edit.
/// A draft is no change: nothing of it is in the audit log, and it stays where the person is.
/// </summary>
public sealed class Drafts(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>Most bytes of a draft (UTF-8).</summary>
    public const int MostBytes = 200_000;

    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Keeps a draft in place of the one before.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="permission">What saving the form would need.</param>
    /// <param name="record">Which form: its kind and the record's id, <c>offer/0199…</c>, or <c>offer/new</c>.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="version">The version of the record it was typed over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Why not, or null.</returns>
    public async Task<Problem?> SaveAsync(
        Actor actor, Permission permission, string record, string text, long version, CancellationToken cancellationToken)
    {
        if (actor.Refuse(permission) is { } refused)
            return refused;

        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            return new("draft-too-long", "This is too long to be kept as a draft. Save it, or shorten it.");

        var now = time.GetUtcNow();
        var key = KeyOf(actor, record);
        var item = new Item(key.Pk, key.Sk).Set("text", text).Set("savedAt", now).Set("over", version)
            .Set(Attributes.PurgeAt, (now + Life).ToUnixTimeSeconds());
        await unaudited.PutAsync(Table.System, item, null, cancellationToken);
        return null;
    }

    /// <summary>The person's draft, or null: none, too old, or no longer theirs to save.</summary>
    public async Task<Draft?> ReadAsync(Actor actor, Permission permission, string record, CancellationToken cancellationToken) =>
        actor.Has(permission) && await reader.ReadAsync(KeyOf(actor, record), cancellationToken) is { } item
            ? new(item.GetString("text"), item.GetTime("savedAt") ?? default, item.GetLong("over"))
            : null;

    /// <summary>Throws the draft away: it was saved, or is not wanted.</summary>
    public Task DeleteAsync(Actor actor, string record, CancellationToken cancellationToken) => unaudited.DeleteAsync(KeyOf(actor, record), null, cancellationToken);

    private static ItemKey KeyOf(Actor actor, string record) => new(Table.System, "PERSON#" + actor.Id, "DRAFT#" + record);
}
