using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>What somebody typed into a form and did not save.</summary>
/// <param name="Text">The form's own format, usually JSON.</param>
/// <param name="SavedAt">When the draft was stored, UTC.</param>
/// <param name="Version">The version of the record that was being edited; 0 for a new one.</param>
public sealed record Draft(string Text, DateTimeOffset SavedAt, long Version);

/// <summary>
/// Drafts on the server: one per person and record, kept for 7 days, visible only to that person and only while they may edit the record.
/// A draft is not a change, so the audit log does not contain it.
/// </summary>
public sealed class Drafts(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>Maximum size of a draft in bytes (UTF-8).</summary>
    public const int MaxBytes = 200_000;

    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Stores a draft in place of the previous one.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="permission">The permission that saving the form needs.</param>
    /// <param name="record">The form: kind and record id, <c>offer/0199…</c>, or <c>offer/new</c>.</param>
    /// <param name="text">The content.</param>
    /// <param name="version">The version of the record that is being edited.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The problem; null when stored.</returns>
    public async Task<Problem?> SaveAsync(
        Actor actor, Permission permission, string record, string text, long version, CancellationToken cancellationToken)
    {
        if (actor.Refuse(permission) is { } refused)
            return refused;

        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return new("draft-too-long", "This is too long for a draft. Save it or shorten it.");

        var now = time.GetUtcNow();
        var key = KeyOf(actor, record);
        var item = new Item(key.Pk, key.Sk).Set("text", text).Set("savedAt", now).Set("over", version)
            .Set(Attributes.PurgeAt, (now + Life).ToUnixTimeSeconds());
        await unaudited.PutAsync(Table.System, item, null, cancellationToken);
        return null;
    }

    /// <summary>The person's draft; null when there is none, it expired, or the person may no longer edit.</summary>
    public async Task<Draft?> ReadAsync(Actor actor, Permission permission, string record, CancellationToken cancellationToken) =>
        actor.Has(permission) && await reader.ReadAsync(KeyOf(actor, record), cancellationToken) is { } item
            ? new(item.GetString("text"), item.GetTime("savedAt") ?? default, item.GetLong("over"))
            : null;

    /// <summary>Deletes the draft after saving, or when it is not wanted.</summary>
    public Task DeleteAsync(Actor actor, string record, CancellationToken cancellationToken) => unaudited.DeleteAsync(KeyOf(actor, record), null, cancellationToken);

    private static ItemKey KeyOf(Actor actor, string record) => new(Table.System, "PERSON#" + actor.Id, "DRAFT#" + record);
}
