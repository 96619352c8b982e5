using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Slows guessing down, on every form of the door and before Cognito is asked: by address and by account, over all instances. Only failures
/// count, nobody is locked out, and an account is never slowed at an address it signed in from before by what others do elsewhere: there
/// only failures of that very pair count. Above the limit the audit log gets one entry a minute and address, with a count.
/// </summary>
internal sealed class DoorLimits : BackgroundService
{
    private static readonly TimeSpan AuditEvery = TimeSpan.FromMinutes(1);

    private readonly TableReader _reader;
    private readonly Ledger _ledger;
    private readonly TypedNames _names;
    private readonly DoorAudit _audit;
    private readonly AuditTally _tally;
    private readonly DoorLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly FailureCounts _counts;

    public DoorLimits(
        TableReader reader, Ledger ledger, TypedNames names, DoorAudit audit, AuditTally tally, IOptions<DoorLimitOptions> options, TimeProvider time)
    {
        (_reader, _ledger, _names, _audit, _tally, _options, _time) = (reader, ledger, names, audit, tally, options.Value, time);
        _counts = new(reader, ledger, _options.Window);
    }

    /// <summary>Waits as long as the failures before ask for; call it before Cognito.</summary>
    public async Task WaitAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var wait = await WaitOfAsync(visitor, typed, cancellationToken);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken);
    }

    /// <summary>How long an answer to this visitor for this name is put off now.</summary>
    internal async Task<TimeSpan> WaitOfAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        var failures = await _counts.OfAsync(KeysOf(address, account), cancellationToken);
        var byAddress = _options.WaitAfter(failures[0], _options.PerAddress);
        var byAccount = _options.WaitAfter(failures[1], _options.PerAccount);
        if (byAddress == TimeSpan.Zero && byAccount == TimeSpan.Zero)
            return TimeSpan.Zero;

        return await IsKnownAsync(account, address, cancellationToken)
            ? _options.WaitAfter(failures[2], _options.PerAccount)
            : byAddress > byAccount ? byAddress : byAccount;
    }

    /// <summary>Counts a failure, and writes it to the audit log: each one up to the limit, above it a count a minute.</summary>
    /// <param name="visitor">From where.</param>
    /// <param name="typed">The name that was typed.</param>
    /// <param name="record">Writes the entry of this one failure.</param>
    public async Task FailedAsync(Visitor visitor, string typed, Func<Task> record)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, CancellationToken.None));
        var failures = await _counts.AddAsync(KeysOf(address, account), CancellationToken.None);
        if (failures[0] <= _options.PerAddress)
            await record();
        else
            _tally.Count(address, DoorActions.RefuseSignIn, (from, count) => WriteAsync(visitor with { Address = from }, typed, count));
    }

    /// <summary>A whole sign-in: the account's failures from here are forgotten, and the pair is known from now on.</summary>
    public async Task PassedAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        await _counts.ClearAsync([.. KeysOf(address, account).Skip(1)], cancellationToken);
        var key = KnownKey(account, address);
        var item = new Item(key.Pk, key.Sk).Set(Attributes.PurgeAt, _time.GetUtcNow().AddDays(_options.KnownDays).ToUnixTimeSeconds());
        await _ledger.PutAsync(key.Table, item, null, cancellationToken);
    }

    /// <summary>Writes the counts that are due: one entry an address.</summary>
    internal Task WriteCountsAsync() => _tally.WriteAsync(all: false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AuditEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteCountsAsync();
        }
        finally
        {
            await _tally.WriteAsync(all: true); // what was counted since the last minute is not lost with the process
        }
    }

    private Task WriteAsync(Visitor visitor, string typed, int count) => _audit.RecordUnprovedAsync(
        visitor, DoorActions.RefuseSignIn, typed, $"{count} further refused tries from this address in a minute; the last under this name");

    private async Task<bool> IsKnownAsync(string account, string address, CancellationToken cancellationToken) =>
        await _reader.ReadAsync(KnownKey(account, address), cancellationToken) is not null;

    private static string[] KeysOf(string address, string account) => ["FROM#" + address, "NAME#" + account, "NAME#" + account + "#FROM#" + address];

    private static ItemKey KnownKey(string account, string address) => new(Table.System, "NAME#" + account, "FROM#" + address);
}
