using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Registry.Api;

/// <summary>The names of the API's clients, by their id and as the audit log writes it; read at most every <see cref="ApiClients.MaxAge"/>.</summary>
internal sealed class ApiClientNames(ApiClients clients, TimeProvider time) : IProgramNames
{
    private Known? _known;

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(known.ReadAt) < ApiClients.MaxAge)
            return known.Names;

        var readAt = time.GetTimestamp();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var client in await clients.ListAsync(cancellationToken))
            names[client.Id] = names["api:" + client.Id] = client.Name;
        _known = new(names, readAt);
        return names;
    }

    private sealed record Known(IReadOnlyDictionary<string, string> Names, long ReadAt);
}
