using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Calendar.Sharing;

/// <summary>A private address of a person's calendar.</summary>
/// <param name="Since">When it was made (UTC).</param>
/// <param name="Path">The address itself, known only when it has just been made; otherwise null.</param>
public sealed record CalendarShare(DateTimeOffset Since, string? Path);

/// <summary>
/// The private address at which a person's calendar program reads the calendar without a session: one a person, of 256 random bits, kept only as its hash.
/// Who has it reads what its owner may see at that moment; nobody does once it was replaced or stopped, or its owner was disabled.
/// </summary>
public sealed class CalendarShareService
{
    private const string KindOfAudit = "calendar-address";
    private const string Share = "share";
    private const string Stop = "stop-sharing";
    private const string Since = "since";
    private const string Hash = "addressHash"; // tells nothing of the address
    private const int Bytes = 32;

    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly ICurrentStaff _staff;
    private readonly TimeProvider _time;

    internal CalendarShareService(TableReader reader, WriteUnit writes, ICurrentStaff staff, TimeProvider time) =>
        (_reader, _writes, _staff, _time) = (reader, writes, staff, time);

    /// <summary>How the audit log speaks of it.</summary>
    internal static AuditKind Audit { get; } = new()
    {
        Kind = KindOfAudit,
        Label = L.Later("Calendar address"),
        Href = static _ => CalendarQuery.Path,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal) { [Since] = new(L.Later("Shared since")), [Hash] = AuditLabel.Hidden },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal) { [Share] = L.Later("made"), [Stop] = L.Later("stopped") },
    };

    /// <summary>The person's address; a problem of the code <see cref="Problem.NotFound"/> where there is none.</summary>
    public async Task<Result<CalendarShare>> FindAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Refuse(Permission.SeeCatalog) is { } refused ? refused
        : await _reader.ReadAsync(KeyOf(actor.Id), cancellationToken) is { } item && item.GetTime(Since) is { } since ? new CalendarShare(since, null)
        : new Problem(Problem.NotFound, L["There is no address."]);

    /// <summary>Makes an address. One that was there before no longer answers.</summary>
    public async Task<Result<CalendarShare>> MakeAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var hash = HashOf(secret);
        var saved = await WriteAsync(actor, Share, token, hash, _time.GetUtcNow(), [new ChangeStep.Put(Table.System, OwnerItem(hash, actor.Id))], cancellationToken);
        return saved.Ok ? saved.Value with { Path = CalendarFeedEndpoint.PathOf(secret) } : saved;
    }

    /// <summary>Stops sharing: the address no longer answers.</summary>
    public async Task<Problem?> StopAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        var saved = await WriteAsync(actor, Stop, token, null, null, [], cancellationToken);
        return saved.Ok ? null : saved.Problems[0];
    }

    /// <summary>Whose calendar an address is, with their present role and clubs; null for an address that does not answer.</summary>
    /// <exception cref="Exception">A service is out of reach.</exception>
    internal async Task<Actor?> OwnerOfAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length != Base64Url.GetEncodedLength(Bytes) || !Base64Url.IsValid(secret))
            return null;

        var owner = (await _reader.ReadAsync(OwnerKey(HashOf(secret)), cancellationToken))?.GetStringOrNull(Attributes.Owner);
        return owner is not null && await _staff.FindAsync(owner, cancellationToken) is { } actor && actor.Has(Permission.SeeCatalog) ? actor : null;
    }

    private async Task<Result<CalendarShare>> WriteAsync(
        Actor actor, string action, string token, string? hash, DateTimeOffset? since, IReadOnlyList<ChangeStep> steps, CancellationToken cancellationToken)
    {
        var key = KeyOf(actor.Id);
        var before = await _reader.ReadAsync(key, cancellationToken);
        if (before is null && hash is null)
            return new CalendarShare(_time.GetUtcNow(), null); // nothing to stop

        var after = (before?.Copy() ?? new Item(key.Pk, key.Sk)).Set(Hash, hash).Set(Since, since);
        var outcome = await _writes.CommitAsync(
            new Change
            {
                Actor = actor,
                Token = token,
                Audit = new(action, KindOfAudit, actor.Id, actor.Name),
                Entity = new(Table.System, before, after),
                Steps = [.. steps, .. before?.GetStringOrNull(Hash) is { } old ? [new ChangeStep.Remove(OwnerKey(old))] : Array.Empty<ChangeStep>()],
            },
            cancellationToken);
        return outcome is CommitOutcome.Saved { Repeated: false } or CommitOutcome.Unchanged
            ? new CalendarShare(since ?? _time.GetUtcNow(), null)
            : new Problem("busy", L["The address is just being changed in another tab. Load the page again."]);
    }

    private static ItemKey KeyOf(string personId) => new(Table.System, "CALENDAR#" + personId);

    private static ItemKey OwnerKey(string hash) => new(Table.System, "CALENDAR-ADDRESS#" + hash, "OWNER");

    private static Item OwnerItem(string hash, string personId) => new Item(OwnerKey(hash).Pk, OwnerKey(hash).Sk).Set(Attributes.Owner, personId);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
