using System.Text.Json;
using Clubshop.Admin.SignIn.DataProtection;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// Sessions in the <c>system</c> table: the session (<c>SESSION#key</c>, <c>META</c>), its encrypted tokens next to it, and an entry in the
/// person's list. DynamoDB's TTL removes sessions that nobody ended.
/// </summary>
internal sealed class DynamoSessionStore(TableReader reader, UnauditedWriter unaudited, IDataProtectionProvider protection, TimeProvider time) : ISessionStore
{
    private const string TokensSk = "TOKENS";
    private const string ListPrefix = "SESSION#";
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.Tokens");

    public async Task CreateAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken)
    {
        var made = await unaudited.PutAllAsync(
            [
                new(Table.System, ToItem(session, 1), new RowCondition.Absent()),
                new(Table.System, TokensItem(session, tokens)),
                new(Table.System, ListItem(session)),
            ],
            cancellationToken);
        if (!made)
            throw new InvalidOperationException("The key of a new session already exists, which is impossible with 256 random bits.");
    }

    public async Task<PortalSession?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow(); // taken before the call, which may be slow
        return await reader.ReadAsync(new(Table.System, Pk(key)), cancellationToken) is { } item ? ToSession(item) with { ReadAt = asked } : null;
    }

    public async Task<PortalSession?> UpdateAsync(PortalSession session, CancellationToken cancellationToken) =>
        await unaudited.PutAsync(Table.System, ToItem(session, session.Version + 1), new RowCondition.AtVersion(session.Version), cancellationToken)
            ? session with { Version = session.Version + 1, ReadAt = time.GetUtcNow() }
            : null;

    public async Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken)
    {
        var item = await reader.ReadAsync(new(Table.System, Pk(key), TokensSk), cancellationToken);
        return item is null ? null : ProtectedJson.Unprotect<Tokens>(_protector.CreateProtector(key), item.GetBytes("tokens"));
    }

    public Task ReplaceTokensAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken) =>
        unaudited.PutAsync(Table.System, TokensItem(session, tokens), null, cancellationToken);

    public async Task DeleteAsync(PortalSession session, CancellationToken cancellationToken)
    {
        // The session itself first: once it is gone, nobody gets in, even if the rest fails.
        await unaudited.DeleteAsync(new(Table.System, Pk(session.Key)), null, cancellationToken);
        await unaudited.DeleteAsync(new(Table.System, Pk(session.Key), TokensSk), null, cancellationToken);
        await unaudited.DeleteAsync(new(Table.System, Keys.Person(session.PersonId), ListPrefix + session.Key), null, cancellationToken);
    }

    public async Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken)
    {
        List<ItemKey> keys = [];
        var list = new ItemQuery(Table.System, Keys.Person(personId)) { Prefix = ListPrefix, Consistent = true };
        await foreach (var entry in reader.QueryAllAsync(list, cancellationToken))
            keys.Add(new(Table.System, Pk(entry.Sk[ListPrefix.Length..])));

        var found = await reader.ReadManyAsync(keys, cancellationToken);
        return [.. found.Values.Select(ToSession).OrderByDescending(session => session.SeenAt)];
    }

    public Task<IReadOnlyList<string>> EndedAmongAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    private static string Pk(string key) => "SESSION#" + key;

    private static Item ToItem(PortalSession session, long version) => new Item(Pk(session.Key))
        .Set("person", session.PersonId).Set("userName", session.UserName).Set("email", session.Email).Set("name", session.Name)
        .SetEnum("role", session.Role).Set("seenAt", session.SeenAt).Set("endsAt", session.EndsAt)
        .Set("tokensUntil", session.TokensUntil).Set("browser", session.Browser).Set("address", session.Address)
        .Set("startedAt", session.CreatedAt).Set(Attributes.Version, version).Set(Attributes.PurgeAt, PurgeAt(session));

    private static PortalSession ToSession(Item item) => new()
    {
        Key = item.Id,
        PersonId = item.GetString("person"),
        UserName = item.GetString("userName"),
        Email = item.GetString("email"),
        Name = item.GetString("name"),
        Role = item.GetStringOrNull("role") is { } role && Enum.TryParse<Role>(role, ignoreCase: true, out var known) ? known : null,
        CreatedAt = item.GetTime("startedAt") ?? default,
        SeenAt = item.GetTime("seenAt") ?? default,
        EndsAt = item.GetTime("endsAt") ?? default,
        TokensUntil = item.GetTime("tokensUntil") ?? default,
        Browser = item.GetString("browser"),
        Address = item.GetStringOrNull("address"),
        Version = item.Version,
    };

    private Item TokensItem(PortalSession session, Tokens tokens) => new Item(Pk(session.Key), TokensSk)
        .SetBytes("tokens", ProtectedJson.Protect(_protector.CreateProtector(session.Key), tokens)).Set(Attributes.PurgeAt, PurgeAt(session));

    private static Item ListItem(PortalSession session) =>
        new Item(Keys.Person(session.PersonId), ListPrefix + session.Key).Set(Attributes.PurgeAt, PurgeAt(session));

    private static long PurgeAt(PortalSession session) => session.EndsAt.ToUnixTimeSeconds();
}
