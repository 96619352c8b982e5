using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// Reports of the app's servers are not audited one by one (docs/decisions/0006). Each source has one audit entry for every hour in which it changes
/// anything. The instance that gets the first change of an hour writes the entry before the change.
/// </summary>
public sealed class RegistryAudit(WriteUnit writes, TimeProvider time)
{
    /// <summary>The kind of the entries.</summary>
    public const string Kind = "registry";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _announced = new(StringComparer.Ordinal);

    /// <summary>Writes the entry of this hour unless it exists.</summary>
    public async Task EnsureHourlyEntryAsync(RegistrySource source, CancellationToken cancellationToken)
    {
        if (source.Id.Length == 0)
            return;

        var now = time.GetUtcNow().ToUniversalTime();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        if (_announced.GetValueOrDefault(source.Id) == hour)
            return;

        // The token is derived from source and hour, so that a second instance does not write the entry again.
        var token = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"registry\n{source.Id}\n{hour:O}")).AsSpan(0, 16));
        var draft = new AuditDraft(AuditActions.Change, Kind, source.Id, source.Name)
        {
            Note = $"reports from {Ui.Format.Clock(hour)} to {Ui.Format.Clock(hour.AddHours(1))} IST",
        };
        await writes.RecordAsync(ActorOf(source), token, draft, cancellationToken);
        _announced[source.Id] = hour;
    }

    /// <summary>The source as an actor of the audit log.</summary>
    public static Actor ActorOf(RegistrySource source) =>
        new() { Id = source.Id, Name = source.Name, Email = "", Role = null, Address = source.Address, Protocol = "https" };
}
