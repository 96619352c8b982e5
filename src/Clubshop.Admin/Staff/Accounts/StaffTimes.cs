using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>What the portal saw a person do and Cognito does not report.</summary>
/// <param name="SignIn">The last completed sign-in, UTC.</param>
/// <param name="Password">When the password was last set, or first seen, UTC.</param>
/// <param name="Authenticator">When an authenticator was last proved, UTC; null after a reset.</param>
public sealed record StaffSeen(DateTimeOffset? SignIn, DateTimeOffset? Password, DateTimeOffset? Authenticator);

/// <summary>
/// The times of a person, each in its own item next to their record, so that concurrent writers do not overwrite each other. They are not
/// changes: the audit log has what happened.
/// </summary>
public sealed class StaffTimes(TableReader reader, UnauditedWriter unaudited)
{
    private const string SignIn = "SEEN#sign-in";
    private const string Password = "SEEN#password";
    private const string Authenticator = "SEEN#authenticator";

    /// <summary>The times of a person.</summary>
    public async Task<StaffSeen> OfAsync(string id, CancellationToken cancellationToken) =>
        (await OfAsync([id], cancellationToken))[id];

    /// <summary>The times of several people.</summary>
    public async Task<IReadOnlyDictionary<string, StaffSeen>> OfAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = await reader.ReadManyAsync(
            ids.SelectMany(id => (ItemKey[])[KeyOf(id, SignIn), KeyOf(id, Password), KeyOf(id, Authenticator)]), cancellationToken);
        return ids.ToDictionary(id => id, id => new StaffSeen(At(id, SignIn), At(id, Password), At(id, Authenticator)), StringComparer.Ordinal);

        DateTimeOffset? At(string id, string what) => found.GetValueOrDefault(KeyOf(id, what))?.GetTime("at");
    }

    /// <summary>The person signed in.</summary>
    public Task SignedInAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => PutAsync(id, SignIn, at, cancellationToken);

    /// <summary>The person set a password.</summary>
    public Task PasswordSetAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => PutAsync(id, Password, at, cancellationToken);

    /// <summary>The person proved an authenticator.</summary>
    public Task AuthenticatorProvedAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => PutAsync(id, Authenticator, at, cancellationToken);

    /// <summary>The authenticator was reset.</summary>
    public Task AuthenticatorGoneAsync(string id, CancellationToken cancellationToken) => unaudited.DeleteAsync(KeyOf(id, Authenticator), null, cancellationToken);

    private Task<bool> PutAsync(string id, string what, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var key = KeyOf(id, what);
        return unaudited.PutAsync(key.Table, new Item(key.Pk, key.Sk).Set("at", at), null, cancellationToken);
    }

    private static ItemKey KeyOf(string id, string what) => new(Table.Staff, StaffStore.KeyOf(id).Pk, what);
}
