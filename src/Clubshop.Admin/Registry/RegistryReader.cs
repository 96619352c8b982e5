using System.Runtime.CompilerServices;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>A city that customers are in.</summary>
/// <param name="Name">Its name, as one of them wrote it.</param>
public sealed record CustomerCity(string Name);

/// <summary>
/// Reads the registry. Audiences come from an index that lags behind writes, so they are candidates; the registration read afterwards is
/// authoritative. <see cref="FindAsync"/> and <see cref="ReadAsync"/> never return erased customers.
/// </summary>
public sealed class RegistryReader
{
    // Concurrent requests of one read; each returns 100 customers.
    private const int Ahead = 8;
    private const int BatchSize = 100;

    private readonly RegistryStore _store;
    private readonly TableReader _reader;

    internal RegistryReader(RegistryStore store, TableReader reader) => (_store, _reader) = (store, reader);

    /// <summary>A customer's registration (consistent read); null if there is none.</summary>
    public async Task<Registration?> FindAsync(string sub, CancellationToken cancellationToken) =>
        await _store.LoadAsync(sub, cancellationToken) is { Exists: true } found ? found.Registration : null;

    /// <summary>What a customer follows (consistent read), clubs first.</summary>
    public async Task<IReadOnlyList<Follow>> FollowsAsync(string sub, CancellationToken cancellationToken)
    {
        var query = new ItemQuery(Table.Customers, RegistryKeys.Pk(sub)) { Prefix = RegistryKeys.FollowPrefix, Consistent = true };
        List<Follow> follows = [];
        await foreach (var item in _reader.QueryAllAsync(query, cancellationToken))
        {
            if (RegistryKeys.FollowOf(item.Sk) is { } follow)
                follows.Add(follow);
        }

        return [.. follows.OrderBy(follow => follow.Kind).ThenBy(follow => follow.Id, StringComparer.Ordinal)];
    }

    /// <summary>The subs of the followers, in order.</summary>
    public IAsyncEnumerable<string> FollowersAsync(Follow follow, CancellationToken cancellationToken) =>
        AudienceAsync(RegistryKeys.Audience(follow), cancellationToken);

    /// <summary>The subs of the customers in this city, in order. Ignores case and accents.</summary>
    public IAsyncEnumerable<string> InCityAsync(string city, CancellationToken cancellationToken) => AudienceAsync(RegistryKeys.City(city), cancellationToken);

    /// <summary>The subs of all customers in the registry.</summary>
    public async IAsyncEnumerable<string> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < RegistryKeys.Shards; shard++)
        {
            await foreach (var sub in AudienceAsync(RegistryKeys.All(shard), cancellationToken))
                yield return sub;
        }
    }

    /// <summary>Number of customers in the registry.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(Enumerable.Range(0, RegistryKeys.Shards).Select(shard => CountAsync(RegistryKeys.All(shard), cancellationToken)))).Sum();

    /// <summary>Number of followers, before opt-outs and dead devices.</summary>
    public Task<int> CountAsync(Follow follow, CancellationToken cancellationToken) => CountAsync(RegistryKeys.Audience(follow), cancellationToken);

    /// <summary>Number of customers in this city.</summary>
    public Task<int> CountInCityAsync(string city, CancellationToken cancellationToken) => CountAsync(RegistryKeys.City(city), cancellationToken);

    /// <summary>All cities that customers have ever been in, by name: the choices for an audience.</summary>
    public async Task<IReadOnlyList<CustomerCity>> CitiesAsync(CancellationToken cancellationToken)
    {
        List<CustomerCity> cities = [];
        await foreach (var item in _reader.QueryAllAsync(new(Table.Customers, RegistryKeys.Cities), cancellationToken))
            cities.Add(new(item.GetString("name")));

        return cities;
    }

    /// <summary>
    /// The registrations of these customers (consistent read), in their order; unknown and erased ones are left out. Reads in batches, a few batches
    /// ahead of the caller, so that memory use does not grow with their number.
    /// </summary>
    public async IAsyncEnumerable<Registration> ReadAsync(IEnumerable<string> subs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<IReadOnlyList<Registration>>>();
        using var batches = subs.Chunk(BatchSize).GetEnumerator();
        try
        {
            while (true)
            {
                while (underWay.Count < Ahead && batches.MoveNext())
                    underWay.Enqueue(ReadBatchAsync(batches.Current, stop.Token));
                if (!underWay.TryDequeue(out var batch))
                    yield break;

                foreach (var registration in await batch)
                    yield return registration;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(underWay).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>The customers with this phone number (E.164); a family may share one.</summary>
    public async Task<IReadOnlyList<string>> FindByPhoneAsync(string phone, CancellationToken cancellationToken)
    {
        List<string> subs = [];
        foreach (var pk in await _store.PhonePksAsync(phone, cancellationToken))
        {
            await foreach (var item in _reader.QueryAllAsync(new(Table.Customers, pk) { Consistent = true }, cancellationToken))
                subs.Add(item.Sk);
        }

        return [.. subs.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The owners of these tokens, by token; tokens without an owner are left out.</summary>
    public Task<IReadOnlyDictionary<string, (string Sub, string DeviceId)>> FindByTokensAsync(IEnumerable<string> tokens, CancellationToken cancellationToken) =>
        _store.OwnersOfAsync(tokens, cancellationToken);

    private async Task<IReadOnlyList<Registration>> ReadBatchAsync(string[] subs, CancellationToken cancellationToken)
    {
        var items = await _reader.ReadManyAsync(subs.Select(RegistryKeys.Of), cancellationToken);
        List<Registration> found = new(items.Count);
        foreach (var sub in subs.Distinct(StringComparer.Ordinal))
        {
            if (items.TryGetValue(RegistryKeys.Of(sub), out var item) && !item.IsDeleted)
                found.Add(await _store.ToRecordAsync(item, cancellationToken));
        }

        return found;
    }

    private async IAsyncEnumerable<string> AudienceAsync(string audience, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _reader.QueryAllAsync(QueryOf(audience), cancellationToken))
            yield return item.GetString("sub");
    }

    private async Task<int> CountAsync(string audience, CancellationToken cancellationToken) =>
        (int)Math.Min(int.MaxValue, await _reader.CountAsync(QueryOf(audience), cancellationToken));

    private static ItemQuery QueryOf(string audience) => new(Table.Customers, audience) { Index = TableSchemas.ByAudience };
}
