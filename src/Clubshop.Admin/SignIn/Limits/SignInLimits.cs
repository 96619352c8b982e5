using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Limits;

/// <summary>
/// Slows down guessing on every sign-in form, before Cognito is called: by address and by account, across all instances. An attempt is
/// counted before it is made, so that parallel attempts wait as long as sequential ones would; one that would have to wait too long is
/// refused. Only failures stay counted, and nobody is locked out. At an address from which somebody signed in before, only attempts of that
/// address on that account count: what others do elsewhere does not slow them down. Above the limit, the audit log gets one entry per minute
/// and address, with a count.
/// </summary>
internal sealed class SignInLimits : BackgroundService
{
    private static readonly TimeSpan AuditEvery = TimeSpan.FromMinutes(1);

    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly AttemptedNames _names;
    private readonly SignInAudit _audit;
    private readonly AuditThrottle _throttle;
    private readonly SignInLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly AttemptCounts _counts;

    public SignInLimits(
        TableReader reader, UnauditedWriter unaudited, AttemptedNames names, SignInAudit audit, AuditThrottle throttle, IOptions<SignInLimitOptions> options, TimeProvider time)
    {
        (_reader, _unaudited, _names, _audit, _throttle, _options, _time) = (reader, unaudited, names, audit, throttle, options.Value, time);
        _counts = new(reader, unaudited, time);
    }

    /// <summary>Counts an attempt and waits for its turn; call it before Cognito. Dispose the attempt: without a reported outcome it counts as a failure.</summary>
    /// <exception cref="TooManyAttemptsException">Too many are waiting already.</exception>
    public async Task<SignInAttempt> AcquireAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var attempt = await ReserveAsync(visitor, typed, cancellationToken);
        try
        {
            if (attempt.Wait > TimeSpan.Zero)
                await Task.Delay(attempt.Wait, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await attempt.ReleaseAsync(); // it was never made
            throw;
        }

        return attempt;
    }

    /// <summary>Counts an attempt and computes how long it has to wait.</summary>
    /// <exception cref="TooManyAttemptsException">Too many are waiting already.</exception>
    internal async Task<SignInAttempt> ReserveAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        var keys = KeysOf(address, account);
        var queues = QueuesOf(await IsKnownAsync(account, address, cancellationToken));
        var before = await _counts.ReadAsync(keys, cancellationToken);
        var now = _time.GetUtcNow();
        RefuseAbove(keys.Select((_, i) => queues[i] is { } allowed ? before[i].StartAt(now, allowed, _options) - now : TimeSpan.Zero));

        // One queue after the other, the shorter first: attempts that entered both at once in different orders would take a place in one
        // queue, be refused by the other, and leave the place empty.
        var entered = new (bool Counted, TimeSpan Wait)[keys.Length];
        foreach (var i in Enumerable.Range(0, keys.Length).OrderBy(i => queues[i] ?? int.MaxValue))
        {
            entered[i] = await EnqueueAsync(keys[i], queues[i], now);
            if (!entered[i].Counted)
                break;
        }

        var attempt = new SignInAttempt(this, visitor, typed, [.. keys.Where((_, i) => entered[i].Counted)]) { Wait = entered.Max(one => one.Wait) };
        if (entered.Any(one => one.Wait > _options.LongestQueue))
        {
            await attempt.ReleaseAsync();
            throw new TooManyAttemptsException(attempt.Wait);
        }

        return attempt;
    }

    /// <summary>How long an attempt by this visitor with this name would have to wait now.</summary>
    internal async Task<TimeSpan> CurrentWaitAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (NetworkAddress.Of(visitor), await _names.HashAsync(typed, cancellationToken));
        var queues = QueuesOf(await IsKnownAsync(account, address, cancellationToken));
        var states = await _counts.ReadAsync(KeysOf(address, account), cancellationToken);
        var now = _time.GetUtcNow();
        return states.Select((state, i) => queues[i] is { } allowed ? state.StartAt(now, allowed, _options) - now : TimeSpan.Zero).Max();
    }

    /// <summary>Writes the counts that are due: one audit entry per address.</summary>
    internal Task WriteCountsAsync() => _throttle.FlushAsync(all: false);

    /// <summary>Keeps a failed attempt counted and writes it to the audit log: each one up to the limit, above it a count per minute.</summary>
    internal async Task FailedAsync(SignInAttempt attempt, Func<Task>? record)
    {
        var now = _time.GetUtcNow();
        var states = await Task.WhenAll(attempt.Keys.Select(key => _counts.ChangeAsync(key, state => state.AfterFailure(now, _options.Window), CancellationToken.None)));
        if (record is null)
            return;
        if (states[0].State.CountAt(now) <= _options.PerAddress)
            await record();
        else
            _throttle.Count(NetworkAddress.Of(attempt.Visitor), SignInActions.RefuseSignIn, (from, count) => WriteAsync(attempt.Visitor with { Address = from }, attempt.Typed, count));
    }

    /// <summary>Removes an attempt that does not count.</summary>
    internal Task ReleaseAsync(SignInAttempt attempt)
    {
        var now = _time.GetUtcNow();
        return Task.WhenAll(attempt.Keys.Select(key => _counts.ChangeAsync(key, state => state.AfterPass(now, forget: false), CancellationToken.None)));
    }

    /// <summary>After a completed sign-in: forgets the failures of the account and of the pair, and remembers the pair as known.</summary>
    internal async Task PassedAsync(SignInAttempt attempt)
    {
        var now = _time.GetUtcNow();
        await Task.WhenAll(attempt.Keys.Select((key, i) => _counts.ChangeAsync(key, state => state.AfterPass(now, forget: i > 0), CancellationToken.None)));
        var known = KnownKey(await _names.HashAsync(attempt.Typed, CancellationToken.None), NetworkAddress.Of(attempt.Visitor));
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
            await _throttle.FlushAsync(all: true); // do not lose the counts of the last minute with the process
        }
    }

    // Without the request's token: an attempt counted under one key only would neither be made nor released.
    private async Task<(bool Counted, TimeSpan Wait)> EnqueueAsync(string key, int? allowed, DateTimeOffset now)
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
            throw new TooManyAttemptsException(wait);
    }

    private Task WriteAsync(Visitor visitor, string typed, int count) => _audit.RecordUnprovenAsync(
        visitor, SignInActions.RefuseSignIn, typed, $"{count} further refused attempts from this address within a minute; the last under this name");

    private async Task<bool> IsKnownAsync(string account, string address, CancellationToken cancellationToken) =>
        await _reader.ReadAsync(KnownKey(account, address), cancellationToken) is not null;

    // For each key, how many failures need no wait; null where an attempt only counts.
    private int?[] QueuesOf(bool known) => known ? [null, null, _options.PerAccount] : [_options.PerAddress, _options.PerAccount, null];

    private static string[] KeysOf(string address, string account) => ["FROM#" + address, "NAME#" + account, "NAME#" + account + "#FROM#" + address];

    private static ItemKey KnownKey(string account, string address) => new(Table.System, "NAME#" + account, "FROM#" + address);
}
