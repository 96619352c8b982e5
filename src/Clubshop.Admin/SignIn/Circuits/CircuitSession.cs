using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>
/// Who is signed in, for the components of one circuit. A circuit outlives the request that opened it, so it checks the session every
/// <see cref="SignInOptions.RecheckSeconds"/>, learns at once of an end in this instance, and counts what the person does as activity, because
/// no request reports it.
/// </summary>
public sealed partial class CircuitSession(
    SessionService sessions, IOptions<SignInOptions> options, TimeProvider time, ILogger<CircuitSession> logger)
    : ServerAuthenticationStateProvider, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _lock = new();
    private IDisposable? _watch;
    private Actor? _actor;
    private string? _key;
    private int _active;
    private int _checks;

    /// <summary>How often the session was checked, with any result: tests that move the clock wait for it.</summary>
    internal int Checks => Volatile.Read(ref _checks);

    /// <summary>How the session ended; null while it is active.</summary>
    public SessionEnd? Ended { get; private set; }

    /// <summary>Minutes until the idle timeout, when it is near; null otherwise.</summary>
    public int? MinutesLeft { get; private set; }

    /// <summary>Raised from any thread when <see cref="Ended"/> or <see cref="MinutesLeft"/> changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Records activity of the person.</summary>
    public void RecordActivity() => Interlocked.Exchange(ref _active, 1);

    /// <summary>Keeps the person signed in, at their request.</summary>
    public Task StayAsync()
    {
        RecordActivity();
        return CheckAsync();
    }

    /// <summary>Signs the circuit out, so that its pages show nothing any more.</summary>
    public void Clear() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new())));

    /// <summary>Starts checking the session; called when the circuit opens.</summary>
    internal async Task OpenAsync()
    {
        var user = (await GetAuthenticationStateAsync()).User;
        _actor = ActorClaims.ActorOf(user);
        _key = ActorClaims.SessionOf(user);
        if (_key is null)
            return;

        _watch = sessions.Watch(_key, End);
        RecordActivity();
        _ = CheckPeriodicallyAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        if (!_closed.IsCancellationRequested)
            _closed.Cancel();

        _closed.Dispose();
    }

    private async Task CheckPeriodicallyAsync()
    {
        using var timer = new PeriodicTimer(options.Value.Recheck, time);
        try
        {
            var closed = _closed.Token;
            await CheckAsync();
            while (Ended is null && await timer.WaitForNextTickAsync(closed))
                await CheckAsync();
        }
        catch (OperationCanceledException)
        {
            // The circuit has closed.
        }
        catch (ObjectDisposedException)
        {
            // It closed a moment earlier.
        }
    }

    private async Task CheckAsync()
    {
        if (_key is not { } key || Ended is not null)
            return;

        try
        {
            var found = await sessions.FindAsync(key, Interlocked.Exchange(ref _active, 0) == 1, _closed.Token);
            if (found is null)
            {
                End(SessionEnd.Revoked);
                return;
            }

            Update(found.Actor);
            Warn(sessions.IdleEnd(key));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException))
        {
            // The store is unavailable, so nothing can be changed either. The next tick checks again.
            LogNotChecked(exception);
        }
        finally
        {
            Interlocked.Increment(ref _checks);
        }
    }

    private void Update(Actor now)
    {
        now = now with { Address = _actor?.Address, Protocol = _actor?.Protocol };
        if (_actor is { } before && before.Role == now.Role && before.Name == now.Name && before.Email == now.Email
            && before.Clubs.SetEquals(now.Clubs) && before.Shops.SetEquals(now.Shops))
        {
            return;
        }

        _actor = now;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(now, _key!))));
    }

    private void Warn(DateTimeOffset? idleEnd)
    {
        var left = idleEnd - time.GetUtcNow();
        int? minutes = left <= options.Value.Warn ? Math.Max(1, (int)Math.Ceiling(left.Value.TotalMinutes)) : null;
        if (minutes == MinutesLeft)
            return;

        MinutesLeft = minutes;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void End(SessionEnd end)
    {
        lock (_lock)
        {
            if (Ended is not null)
                return;

            Ended = end;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "A session could not be checked; the next check is at the next tick")]
    private partial void LogNotChecked(Exception exception);
}
