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
/// The API's clients, in the <c>system</c> table. Changing them needs <see cref="Permission.ManageStaff"/>, and each change has an audit entry without
/// secret or hash. Every instance reads them again after <see cref="MaxAge"/>, so a revoked client and its tokens stop working everywhere by then. An
/// instance looks up what it does not know, so a new client or secret works everywhere at once.
/// </summary>
public sealed class ApiClients(TableReader reader, WriteUnit writes, TimeProvider time) : IDisposable
{
    /// <summary>Maximum age of an instance's list of clients.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    /// <summary>Maximum age of the list if it lacks a client or secret, or is empty.</summary>
    public static readonly TimeSpan MaxAgeWhenMissing = TimeSpan.FromSeconds(1);

    /// <summary>How long the previous secret still works after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    /// <summary>The kind of the audit entries.</summary>
    public const string Kind = "api-client";

    private const string Pk = "APICLIENTS";
    private const string Hashes = "_secrets";
    private const int SecretBytes = 32;
    private const int NameLength = 80;
    private const int MaxClubs = 100;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile ClientList? _known;
    private int _changes;

    /// <summary>Creates a client with its first secret.</summary>
    /// <param name="actor">Who creates it.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="scopes">What it may do, at least one.</param>
    /// <param name="clubs">Ids of the clubs whose records it may change, with <see cref="ApiScope.CatalogWrite"/>; empty: all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Result<NewApiSecret>> CreateAsync(
        Actor actor, string name, IReadOnlyList<ApiScope> scopes, IReadOnlyList<string> clubs, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        name = name.Trim();
        if (name.Length > NameLength || !VisibleText.CanBeSeen(name) || VisibleText.Wrong(name) is not null)
            return new Problem("invalid-name", $"A client's name has 1 to {NameLength} characters and no invisible ones.");
        if (scopes.Count == 0)
            return new Problem("invalid-scope", $"A client needs at least one of the scopes {ApiScopes.Text(ApiScopes.All)}.");
        if (clubs.Count > 0 && !scopes.Contains(ApiScope.CatalogWrite))
            return new Problem("invalid-clubs", $"Clubs restrict what a client may change: name them together with the scope {ApiScopes.NameOf(ApiScope.CatalogWrite)}.");
        if (!clubs.All(Ids.IsValid) || clubs.Count > MaxClubs)
            return new Problem("invalid-clubs", $"Clubs are given by their ids, at most {MaxClubs}.");

        var client = new ApiClient
        {
            Id = Ids.New(time),
            Name = name,
            Scopes = [.. scopes.Distinct().Order()],
            Clubs = [.. clubs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            CreatedAt = time.GetUtcNow(),
        };
        return await SaveAsync(actor, AuditActions.Create, client, null, withSecret: true, cancellationToken);
    }

    /// <summary>Creates a new secret. The previous one works for another <see cref="Overlap"/>; older ones stop working.</summary>
    public async Task<Result<NewApiSecret>> RotateAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (await ReadAsync(id, cancellationToken) is not { } found)
            return Missing(id);
        if (found.Client.RevokedAt is not null)
            return new Problem("revoked", "This client was revoked. Create a new one.");

        return await SaveAsync(actor, "rotate-secret", found.Client, found.Item, withSecret: true, cancellationToken);
    }

    /// <summary>Revokes a client permanently.</summary>
    public async Task<Result<ApiClient>> RevokeAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (await ReadAsync(id, cancellationToken) is not { } found)
            return Missing(id);
        if (found.Client.RevokedAt is not null)
            return found.Client;

        var revoked = found.Client with { RevokedAt = time.GetUtcNow(), Secrets = [] };
        var kept = await SaveAsync(actor, "revoke", revoked, found.Item, withSecret: false, cancellationToken);
        return kept.Ok ? kept.Value.Client : kept.Problems[0];
    }

    /// <summary>All clients (consistent read), including revoked ones, oldest first.</summary>
    public async Task<IReadOnlyList<ApiClient>> ListAsync(CancellationToken cancellationToken)
    {
        List<ApiClient> clients = [];
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Pk) { Consistent = true }, cancellationToken))
            clients.Add(ToClient(item));

        return clients;
    }

    /// <summary>Whether there is an active client; without one the API does not exist.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        (await KnownAsync(MaxAge, cancellationToken)).Clients.Count > 0 || (await KnownAsync(MaxAgeWhenMissing, cancellationToken)).Clients.Count > 0;

    /// <summary>An active client; null if there is none or it was revoked.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="seenAt">A time (UTC) at which it is known to have existed. If this instance's list is older, the client is looked up.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ApiClient?> FindAsync(string id, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(MaxAge, cancellationToken);
        if (!known.Clients.ContainsKey(id) && known.At <= seenAt)
            known = await KnownAsync(MaxAgeWhenMissing, cancellationToken);

        return known.Clients.TryGetValue(id, out var client) ? client : known.At <= seenAt ? await LookUpAsync(id, cancellationToken) : null;
    }

    /// <summary>The client with this id and secret, from this instance's list; null if either is wrong.</summary>
    public async Task<ApiClient?> AuthenticateAsync(string id, string secret, CancellationToken cancellationToken)
    {
        if (Matching((await KnownAsync(MaxAge, cancellationToken)).Clients.GetValueOrDefault(id), secret) is { } client)
            return client;

        return Matching((await KnownAsync(MaxAgeWhenMissing, cancellationToken)).Clients.GetValueOrDefault(id), secret);
    }

    /// <summary>The client with this id and secret, looked up now: null means that the secret is wrong.</summary>
    public async Task<ApiClient?> AuthenticateNowAsync(string id, string secret, CancellationToken cancellationToken) =>
        Matching(await LookUpAsync(id, cancellationToken), secret);

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private ApiClient? Matching(ApiClient? client, string secret)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(secret));
        var now = time.GetUtcNow();
        var matches = (client?.Secrets ?? []).Count(
            kept => (kept.Until is null || kept.Until > now) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept.Hash), hash));
        return matches > 0 ? client : null;
    }

    private async Task<Result<NewApiSecret>> SaveAsync(
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
            Audit = new(action, Kind, client.Id, client.Name) { Clubs = client.Clubs },
            Entity = new(Table.System, before, ToItem(client, before)),
        };
        var outcome = await writes.CommitAsync(change, cancellationToken);

        // A read in progress may have started before the change, so its result is not cached.
        Interlocked.Increment(ref _changes);
        _known = null;
        return outcome is CommitOutcome.Saved
            ? new NewApiSecret(client, text)
            : new Problem(Problem.Conflict, "Somebody else has just changed this client. Check it again.");
    }

    private async Task<(ApiClient Client, Item Item)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(new(Table.System, Pk, id), cancellationToken) is { } item ? (ToClient(item), item) : null;

    private async Task<ApiClient?> LookUpAsync(string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await ReadAsync(id, cancellationToken) is { Client: { RevokedAt: null } client } ? client : null;

    private ClientList? IfRecent(ClientList? known, TimeSpan maxAge) => known is not null && time.GetUtcNow() - known.At < maxAge ? known : null;

    private async Task<ClientList> KnownAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (IfRecent(_known, maxAge) is { } known)
            return known;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IfRecent(_known, maxAge) is { } read)
                return read;

            var (changes, at) = (Volatile.Read(ref _changes), time.GetUtcNow());
            var clients = await ListAsync(cancellationToken);
            var found = new ClientList(clients.Where(client => client.RevokedAt is null).ToDictionary(client => client.Id, StringComparer.Ordinal), at);
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
        .Set("name", client.Name).SetSet("scopes", client.Scopes.Select(ApiScopes.NameOf)).SetSet("clubs", client.Clubs)
        .SetStrings("secretsOf", client.Secrets.Select(secret => Times.ToText(secret.CreatedAt))) // shown in the audit log
        .SetStrings(Hashes, client.Secrets.Select(secret => JsonSerializer.Serialize(secret)))
        .Set("since", client.CreatedAt).Set("revokedAt", client.RevokedAt);

    private static ApiClient ToClient(Item item) => new()
    {
        Id = item.Sk,
        Name = item.GetString("name"),
        Scopes = [.. item.GetSet("scopes").Select(ApiScopes.Parse).OfType<ApiScope>().Order()],
        Clubs = [.. item.GetSet("clubs").Order(StringComparer.Ordinal)],
        Secrets = [.. item.GetStrings(Hashes).Select(json => JsonSerializer.Deserialize<ApiSecret>(json)!)],
        CreatedAt = item.GetTime("since") ?? default,
        RevokedAt = item.GetTime("revokedAt"),
    };

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Problem Missing(string id) => new(Problem.NotFound, $"There is no client {id}. \"ops api-client list\" lists them.");

    private sealed record ClientList(IReadOnlyDictionary<string, ApiClient> Clients, DateTimeOffset At);
}
