using Clubshop.Admin.Ui;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn.Limits;

/// <summary>One sign-in attempt, counted before it is made. Report exactly one outcome; disposed without one, it counts as a failure.</summary>
internal sealed class SignInAttempt(SignInLimits limits, Visitor visitor, string typed, IReadOnlyList<string> keys) : IAsyncDisposable
{
    private int _completed;

    /// <summary>How long it has to wait before it starts.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Who makes it.</summary>
    public Visitor Visitor => visitor;

    /// <summary>The name as typed.</summary>
    public string Typed => typed;

    /// <summary>The keys it is counted under, the address first.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>Calls Cognito. When Cognito is unavailable, the attempt does not count.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (CognitoUnavailableException)
        {
            await ReleaseAsync();
            throw;
        }
    }

    /// <summary>Reports a failure.</summary>
    /// <param name="record">Writes the audit entry of this one failure; null when the caller writes one anyway.</param>
    public Task FailedAsync(Func<Task>? record = null) => TryComplete() ? limits.FailedAsync(this, record) : Task.CompletedTask;

    /// <summary>Reports that it does not count: one step of several succeeded, or nothing was tried.</summary>
    public Task ReleaseAsync() => TryComplete() ? limits.ReleaseAsync(this) : Task.CompletedTask;

    /// <summary>Reports that it completed a sign-in.</summary>
    public Task PassedAsync() => TryComplete() ? limits.PassedAsync(this) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (TryComplete())
            await limits.FailedAsync(this, record: null);
    }

    private bool TryComplete() => Interlocked.Exchange(ref _completed, 1) == 0;
}

/// <summary>Too many attempts are waiting already: this one is neither made nor counted.</summary>
internal sealed class TooManyAttemptsException(TimeSpan retryAfter) : Exception("Too many attempts are waiting already.")
{
    /// <summary>How long to wait before the next one.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>The same in whole seconds, at least one.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));

    /// <summary>The sentence shown to the person.</summary>
    public string Sentence => L[$"Too many attempts at once. Wait {Format.Count(Seconds, "second", "seconds")}, then try again."];
}
