using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Account;

/// <summary>
/// The language that a person chose for the portal, a setting of their own (<c>PERSON#…</c> / <c>LANGUAGE</c>) without an audit entry: with it, another browser of theirs
/// has it from the sign-in on.
/// </summary>
public sealed class LanguageService(TableReader reader, UnauditedWriter unaudited)
{
    private const string Code = "code";

    /// <summary>What a person chose; null for nothing.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Language?> OfAsync(string personId, CancellationToken cancellationToken) =>
        Languages.Find((await reader.ReadAsync(KeyOf(personId), cancellationToken))?.GetString(Code));

    /// <summary>Keeps what a person chose.</summary>
    /// <returns>Why not; null when it is kept.</returns>
    public async Task<Problem?> KeepAsync(Actor actor, Language language, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        var key = KeyOf(actor.Id);
        await unaudited.PutAsync(Table.System, new Item(key.Pk, key.Sk).Set(Code, language.Code), null, cancellationToken);
        return null;
    }

    private static ItemKey KeyOf(string personId) => new(Table.System, Keys.Person(personId), "LANGUAGE");
}
