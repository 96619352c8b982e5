using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers.Erase;

/// <summary>
/// Exports that wait for their download: in this instance's memory only, for five minutes, for the person who requested them. The download
/// reaches the same instance as the circuit because sessions are sticky.
/// </summary>
internal sealed class CustomerExports(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (string Actor, CustomerExport Export, DateTimeOffset Ends)> _waiting = new(StringComparer.Ordinal);

    /// <summary>Keeps an export.</summary>
    /// <returns>The address from which the same person downloads it.</returns>
    public string Keep(Actor actor, string sub, CustomerExport export)
    {
        foreach (var (old, waiting) in _waiting)
        {
            if (waiting.Ends <= time.GetUtcNow())
                _waiting.TryRemove(old, out _);
        }

        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _waiting[key] = (actor.Id, export, time.GetUtcNow() + Life);
        return $"{CustomerUrls.Of(sub)}/export/{key}";
    }

    /// <summary>The export, for the person who requested it; null for anybody else, or when it has expired.</summary>
    public CustomerExport? Find(Actor actor, string key) =>
        _waiting.TryGetValue(key, out var waiting) && waiting.Actor == actor.Id && waiting.Ends > time.GetUtcNow() ? waiting.Export : null;
}

/// <summary>The download address of exports: files do not pass through the circuit.</summary>
internal static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/customers/{sub}/export/{key}", (HttpContext http, CustomerExports exports, string key) =>
        {
            if (ActorClaims.ActorOf(http.User) is not { } actor || exports.Find(actor, key) is not { } export)
                return Results.NotFound();

            http.Response.Headers.CacheControl = "no-store";
            return Results.File(export.Json, "application/json; charset=utf-8", export.FileName);
        }).Needs(Permission.HelpCustomers);
}
