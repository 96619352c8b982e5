using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// The API's clients, in the <c>system</c> table; who makes them needs <see cref="Permission.ManageStaff"/>. Each change has its audit entry,
/// which holds neither secret nor hash. Every instance reads them again after <see cref="Fresh"/>: a client that was revoked is out everywhere by
/// then, with all its tokens. What an instance does not know it looks up: a new client or secret is good here at once, and elsewhere too.
/// </summary>
public sealed class ApiClients(TableReader reader, WriteUnit writes, TimeProvider time) : IDisposable
{
    /// <summary>How old what an instance knows of the clients may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>How old it may be where a client or secret is not in it, or there are none at all.</summary>
    public static readonly TimeSpan FreshWhereMissing = TimeSpan.FromSeconds(1);

    /// <summary>How long the secret before still works after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    /// <summary>The kind of the audit entries.</summary>
    public const string Kind = "api-client";

    private const string Pk = "APICLIENTS";
    private const string Hashes = "_secrets";
    private const int SecretBytes = 32;
    private const int NameLength = 80;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;
    private int _changes;

    /// <summary>Makes a client with its first secret.</summary>
    public async Task<Result<ApiSecretShown>> CreateAsync(Actor actor, string name, IReadOnlyList<ApiScope> scopes, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        name = name.Trim();
        if (name.Length > NameLength || !VisibleText.CanBeSeen(name) || VisibleText.Wrong(name) is not null)
            return new Problem("invalid-name", $"A client's name has 1 to {NameLength} characters, and none that cannot be seen.");
        if (scopes.Count == 0)
            return new Problem("invalid-scope", $"A client has at least one scope of {ApiScopes.Text(ApiScopes.All)}.");

        var client = new ApiClient { Id = Ids.New(time), Name = name, Scopes = [.. scopes.Distinct().Order()], CreatedAt = time.GetUtcNow() };
        return await KeepAsync(actor, AuditActions.Create, client, null, withSecret: true, cancellationToken);
    }

    /// <summary>Makes a further secret; the one before works for <see cref="Overlap"/> more, an older one no longer.</summary>
    public async Task<Result<ApiSecretShown>> RotateAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (await ReadAsync(id, cancellationToken) is not { } found)
            return Missing(id);
        if (found.Client.RevokedAt is not null)
            return new Problem("revoked", "This client was revoked. Make a new one.");

        return await KeepAsync(actor, "rotate-secret", found.Client, found.Item, withSecret: true, cancellationToken);
    }

    /// <summary>Ends a client for good.</summary>
    public async Task<Result<ApiClient>> RevokeAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (await ReadAsync(id, cancellationToken) is not { } found)
            return Missing(id);
        if (found.Client.RevokedAt is not null)
            return found.Client;

        var revoked = found.Client with { RevokedAt = time.GetUtcNow(), Secrets = [] };
        var kept = await KeepAsync(actor, "revoke", revoked, found.Item, withSecret: false, cancellationToken);
        return kept.Ok ? kept.Value.Client : kept.Problems[0];
    }

    /// <summary>All clients as they are now, revoked ones too, the oldest first.</summary>
    public async Task<IReadOnlyList<ApiClient>> ListAsync(CancellationToken cancellationToken)
    {
        List<ApiClient> clients = [];
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Pk) { Consistent = true }, cancellationToken))
            clients.Add(ToClient(item));

        return clients;
    }

    /// <summary>Whether the API exists: once a client that may call does.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        (await KnownAsync(Fresh, cancellationToken)).Clients.Count > 0 || (await KnownAsync(FreshWhereMissing, cancellationToken)).Clients.Count > 0;

    /// <summary>The client, unless there is none or it was revoked.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="there">A moment at which it was there, as whoever asks knows: another instance may have made it since this one looked.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ApiClient?> FindAsync(string id, DateTimeOffset there, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(Fresh, cancellationToken);
        if (!known.Clients.ContainsKey(id) && known.At <= there)
            known = await KnownAsync(FreshWhereMissing, cancellationToken);

        return known.Clients.TryGetValue(id, out var client) ? client : known.At <= there ? await LookUpAsync(id, cancellationToken) : null;
    }

    /// <summary>The client whose secret this is, as far as this instance knows; null otherwise, whatever of the two is wrong.</summary>
    public async Task<ApiClient?> AuthenticateAsync(string id, string secret, CancellationToken cancellationToken)
    {
        if (Matching((await KnownAsync(Fresh, cancellationToken)).Clients.GetValueOrDefault(id), secret) is { } client)
            return client;

        return Matching((await KnownAsync(FreshWhereMissing, cancellationToken)).Clients.GetValueOrDefault(id), secret);
    }

    /// <summary>The same, looked up now: whoever is refused after this gave a wrong secret.</summary>
    public async Task<ApiClient?> AuthenticateNowAsync(string id, string secret, CancellationToken cancellationToken) =>
        Matching(await LookUpAsync(id, cancellationToken), secret);

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private ApiClient? Matching(ApiClient? client, string secret)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(secret));
        var now = time.GetUtcNow();
        var matches = (client?.Secrets ?? []).Count(kept => (kept.Until is null || kept.Until > now) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept.Hash), hash));
        return matches > 0 ? client : null;
    }

    private async Task<Result<ApiSecretShown>> KeepAsync(
        Actor actor, string action, ApiClient client, Item? before, bool withSecret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = "";
        if (withSecret)
        {
            text = "cs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
            client = client with { Secrets = [new(HashOf(text), now, null), .. client.Secrets.Take(1).Select(old => old with { Until = now + Overlap })] };
        }

        var change = new Change
        {
            Actor = actor,
            Token = Ids.New(time),
            Audit = new(action, Kind, client.Id, client.Name),
            Entity = new(Table.System, before, ToItem(client, before)),
        };
        var outcome = await writes.CommitAsync(change, cancellationToken);

        // A reading that is under way may have begun before the change: it is not kept.
        Interlocked.Increment(ref _changes);
        _known = null;
        return outcome is CommitOutcome.Saved
            ? new ApiSecretShown(client, text)
            : new Problem(Problem.Conflict, "Somebody else changed this client in the same moment. Look at it again.");
    }

    private async Task<(ApiClient Client, Item Item)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(new(Table.System, Pk, id), cancellationToken) is { } item ? (ToClient(item), item) : null;

    private async Task<ApiClient?> LookUpAsync(string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await ReadAsync(id, cancellationToken) is { Client: { RevokedAt: null } client } ? client : null;

    private Known? IsFresh(Known? known, TimeSpan fresh) => known is not null && time.GetUtcNow() - known.At < fresh ? known : null;

    private async Task<Known> KnownAsync(TimeSpan fresh, CancellationToken cancellationToken)
    {
        if (IsFresh(_known, fresh) is { } known)
            return known;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IsFresh(_known, fresh) is { } read)
                return read;

            var (changes, at) = (Volatile.Read(ref _changes), time.GetUtcNow());
            var clients = await ListAsync(cancellationToken);
            var found = new Known(clients.Where(client => client.RevokedAt is null).ToDictionary(client => client.Id, StringComparer.Ordinal), at);
            if (changes == Volatile.Read(ref _changes))
                _known = found;

            return found;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static Item ToItem(ApiClient client, Item? before) => (before?.Copy() ?? new Item(Pk, client.Id))
        .Set("name", client.Name).SetSet("scopes", client.Scopes.Select(ApiScopes.NameOf))
        .SetStrings("secretsOf", client.Secrets.Select(secret => Times.ToText(secret.CreatedAt))) // what the audit log shows of them
        .SetStrings(Hashes, client.Secrets.Select(secret => JsonSerializer.Serialize(secret)))
        .Set("since", client.CreatedAt).Set("revokedAt", client.RevokedAt);

    private static ApiClient ToClient(Item item) => new()
    {
        Id = item.Sk,
        Name = item.GetString("name"),
        Scopes = [.. item.GetSet("scopes").Select(ApiScopes.Parse).OfType<ApiScope>().Order()],
        Secrets = [.. item.GetStrings(Hashes).Select(json => JsonSerializer.Deserialize<ApiSecret>(json)!)],
        CreatedAt = item.GetTime("since") ?? default,
        RevokedAt = item.GetTime("revokedAt"),
    };

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Problem Missing(string id) => new(Problem.NotFound, $"There is no client {id}. \"ops api-client list\" names them.");

    private sealed record Known(IReadOnlyDictionary<string, ApiClient> Clients, DateTimeOffset At);
}
