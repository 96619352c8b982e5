using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Slows guessing down, on every form of the door and before Cognito is asked: by address and by account, over all instances. A try is
/// counted before it is made, so that those made at once wait in turn, as long as one after the other would; who would have to wait for too
/// long is refused. Only failures stay counted, nobody is locked out, and an account is never slowed at an address it signed in from before
/// by what others do elsewhere: there only tries of that very pair count. Above the limit the audit log gets one entry a minute and address,
/// with a count.
/// </summary>
internal sealed class SignInLimits : BackgroundService
{
    private static readonly TimeSpan AuditEvery = TimeSpan.FromMinutes(1);

    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TypedNames _names;
    private readonly SignInAudit _audit;
    private readonly AuditTally _tally;
    private readonly SignInLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly AttemptCounts _counts;

    public SignInLimits(
        TableReader reader, UnauditedWriter unaudited, TypedNames names, SignInAudit audit, AuditTally tally, IOptions<SignInLimitOptions> options, TimeProvider time)
    {
        (_reader, _unaudited, _names, _audit, _tally, _options, _time) = (reader, unaudited, names, audit, tally, options.Value, time);
        _counts = new(reader, unaudited, time);
    }

    /// <summary>Counts a try and waits for its turn; call it before Cognito. Dispose the try: one whose outcome nobody told counts as a failure.</summary>
    /// <exception cref="TooManyTriesException">Too many wait already.</exception>
    public async Task<SignInAttempt> EnterAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var entered = await ReserveAsync(visitor, typed, cancellationToken);
        try
        {
            if (entered.Wait > TimeSpan.Zero)
                await Task.Delay(entered.Wait, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await entered.GiveBackAsync(); // it was never made
            throw;
        }

        return entered;
    }

    /// <summary>Counts a try and says how long it has to wait.</summary>
    /// <exception cref="TooManyTriesException">Too many wait already.</exception>
    internal async Task<SignInAttempt> ReserveAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        var keys = KeysOf(address, account);
        var queues = QueuesOf(await IsKnownAsync(account, address, cancellationToken));
        var before = await _counts.ReadAsync(keys, cancellationToken);
        var now = _time.GetUtcNow();
        RefuseAbove(keys.Select((_, i) => queues[i] is { } allowed ? before[i].StartAt(now, allowed, _options) - now : TimeSpan.Zero));

        // One queue after the other, the shorter first: those that would enter two at once in different orders would take places in
        // one queue, be refused in the other, and leave the places empty.
        var entered = new (bool Counted, TimeSpan Wait)[keys.Length];
        foreach (var i in Enumerable.Range(0, keys.Length).OrderBy(i => queues[i] ?? int.MaxValue))
        {
            entered[i] = await EnterAsync(keys[i], queues[i], now);
            if (!entered[i].Counted)
                break;
        }

        var mine = new SignInAttempt(this, visitor, typed, [.. keys.Where((_, i) => entered[i].Counted)]) { Wait = entered.Max(one => one.Wait) };
        if (entered.Any(one => one.Wait > _options.LongestQueue))
        {
            await mine.GiveBackAsync();
            throw new TooManyTriesException(mine.Wait);
        }

        return mine;
    }

    /// <summary>How long a try of this visitor for this name would have to wait now.</summary>
    internal async Task<TimeSpan> WaitOfAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        var queues = QueuesOf(await IsKnownAsync(account, address, cancellationToken));
        var states = await _counts.ReadAsync(KeysOf(address, account), cancellationToken);
        var now = _time.GetUtcNow();
        return states.Select((state, i) => queues[i] is { } allowed ? state.StartAt(now, allowed, _options) - now : TimeSpan.Zero).Max();
    }

    /// <summary>Writes the counts that are due: one entry an address.</summary>
    internal Task WriteCountsAsync() => _tally.WriteAsync(all: false);

    /// <summary>A try failed: it stays counted, and is written to the audit log: each one up to the limit, above it a count a minute.</summary>
    internal async Task FailedAsync(SignInAttempt one, Func<Task>? record)
    {
        var now = _time.GetUtcNow();
        var states = await Task.WhenAll(one.Keys.Select(key => _counts.ChangeAsync(key, state => state.AfterFailure(now, _options.Window), CancellationToken.None)));
        if (record is null)
            return;
        if (states[0].State.CountAt(now) <= _options.PerAddress)
            await record();
        else
            _tally.Count(NetworkAddress.Of(one.Visitor), SignInActions.RefuseSignIn, (from, count) => WriteAsync(one.Visitor with { Address = from }, one.Typed, count));
    }

    /// <summary>A try came to nothing that counts.</summary>
    internal Task GiveBackAsync(SignInAttempt one)
    {
        var now = _time.GetUtcNow();
        return Task.WhenAll(one.Keys.Select(key => _counts.ChangeAsync(key, state => state.AfterPass(now, forget: false), CancellationToken.None)));
    }

    /// <summary>A whole sign-in: the account's failures, and those of the pair, are forgotten, and the pair is known from now on.</summary>
    internal async Task PassedAsync(SignInAttempt one)
    {
        var now = _time.GetUtcNow();
        await Task.WhenAll(one.Keys.Select((key, i) => _counts.ChangeAsync(key, state => state.AfterPass(now, forget: i > 0), CancellationToken.None)));
        var known = KnownKey(await _names.HashAsync(one.Typed, CancellationToken.None), NetworkAddress.Of(one.Visitor));
        var item = new Item(known.Pk, known.Sk).Set(Attributes.PurgeAt, now.AddDays(_options.KnownDays).ToUnixTimeSeconds());
        await _unaudited.PutAsync(known.Table, item, null, CancellationToken.None);
    }

    public override void Dispose()
    {
        base.Dispose();
        _counts.Dispose();
    }

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

    // Not given the request's token: a try that is counted under one key and not under the other would be neither made nor given back.
    private async Task<(bool Counted, TimeSpan Wait)> EnterAsync(string key, int? allowed, DateTimeOffset now)
    {
        var wait = TimeSpan.Zero;
        var (_, counted) = await _counts.ChangeAsync(
            key,
            state =>
            {
                var start = allowed is { } most ? state.StartAt(now, most, _options) : now;
                wait = start - now;
                return wait > _options.LongestQueue ? null : state.Entered(now, start, queued: allowed is not null);
            },
            CancellationToken.None);
        return (counted, wait);
    }

    private void RefuseAbove(IEnumerable<TimeSpan> waits)
    {
        if (waits.DefaultIfEmpty().Max() is var wait && wait > _options.LongestQueue)
            throw new TooManyTriesException(wait);
    }

    private Task WriteAsync(Visitor visitor, string typed, int count) => _audit.RecordUnprovedAsync(
        visitor, SignInActions.RefuseSignIn, typed, $"{count} further refused tries from this address in a minute; the last under this name");

    private async Task<bool> IsKnownAsync(string account, string address, CancellationToken cancellationToken) =>
        await _reader.ReadAsync(KnownKey(account, address), cancellationToken) is not null;

    // For each key, how many failures are answered at once; null where a try is counted and does not wait.
    private int?[] QueuesOf(bool known) => known ? [null, null, _options.PerAccount] : [_options.PerAddress, _options.PerAccount, null];

    private static string[] KeysOf(string address, string account) => ["FROM#" + address, "NAME#" + account, "NAME#" + account + "#FROM#" + address];

    private static ItemKey KnownKey(string account, string address) => new(Table.System, "NAME#" + account, "FROM#" + address);
}
