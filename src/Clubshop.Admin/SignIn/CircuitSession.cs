using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Who is signed in, for the components of one circuit. A circuit outlives the request that opened it, so it looks at the session every
/// <see cref="SignInOptions.RecheckSeconds"/>, hears at once of an end in this instance, and lets what the person does count as a sign of
/// life: no request says so here.
/// </summary>
public sealed partial class CircuitSession(
    Sessions sessions, IOptions<SignInOptions> options, TimeProvider time, ILogger<CircuitSession> logger)
    : ServerAuthenticationStateProvider, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _lock = new();
    private IDisposable? _watch;
    private Actor? _actor;
    private string? _key;
    private int _active;
    private int _looks;

    /// <summary>How often the session was looked at, whatever came of it: a test that moves the clock waits for it.</summary>
    internal int Looks => Volatile.Read(ref _looks);

    /// <summary>How the session ended; null while it lasts.</summary>
    public SessionEnd? Ended { get; private set; }

    /// <summary>Minutes until the idle end, once it is near; null otherwise.</summary>
    public int? MinutesLeft { get; private set; }

    /// <summary>Raised from any thread, when <see cref="Ended"/> or <see cref="MinutesLeft"/> changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Notes that the person did something.</summary>
    public void Active() => Interlocked.Exchange(ref _active, 1);

    /// <summary>The person asks to stay signed in.</summary>
    public Task StayAsync()
    {
        Active();
        return CheckAsync();
    }

    /// <summary>Nobody is signed in here any more; what the pages show goes.</summary>
    public void Clear() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new())));

    /// <summary>Begins to look after the session; called when the circuit opens.</summary>
    internal async Task OpenAsync()
    {
        var user = (await GetAuthenticationStateAsync()).User;
        _actor = ActorClaims.ActorOf(user);
        _key = ActorClaims.SessionOf(user);
        if (_key is null)
            return;

        _watch = sessions.Watch(_key, End);
        Active();
        _ = LookAfterAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        if (!_closed.IsCancellationRequested)
            _closed.Cancel();

        _closed.Dispose();
    }

    private async Task LookAfterAsync()
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
            // The circuit is gone.
        }
        catch (ObjectDisposedException)
        {
            // The same, a moment earlier.
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

            Follow(found.Actor);
            Warn(sessions.IdleEnd(key));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException))
        {
            // The store cannot be asked for the moment; nothing could be changed either. Asked again at the next tick.
            LogUnasked(exception);
        }
        finally
        {
            Interlocked.Increment(ref _looks);
        }
    }

    private void Follow(Actor now)
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

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "A session could not be looked at; asked again at the next tick")]
    private partial void LogUnasked(Exception exception);
}
