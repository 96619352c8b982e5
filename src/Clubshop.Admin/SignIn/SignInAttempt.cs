using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

/// <summary>One try at the door, counted before it is made. Exactly one of its outcomes is told; disposed without one, it counts as a failure.</summary>
internal sealed class SignInAttempt(SignInLimits limits, Visitor visitor, string typed, IReadOnlyList<string> keys) : IAsyncDisposable
{
    private int _told;

    /// <summary>How long it has to wait.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>From where.</summary>
    public Visitor Visitor => visitor;

    /// <summary>The name that was typed.</summary>
    public string Typed => typed;

    /// <summary>What it is counted under: its address first.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>Asks Cognito. When that cannot be asked, nothing was tried.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (CognitoUnavailableException)
        {
            await GiveBackAsync();
            throw;
        }
    }

    /// <summary>It failed.</summary>
    /// <param name="record">Writes the audit entry of this one failure; null where the caller writes one in any case.</param>
    public Task FailedAsync(Func<Task>? record = null) => Tell() ? limits.FailedAsync(this, record) : Task.CompletedTask;

    /// <summary>It came to nothing that counts: one step of several passed, or nothing was tried.</summary>
    public Task GiveBackAsync() => Tell() ? limits.GiveBackAsync(this) : Task.CompletedTask;

    /// <summary>It was the last step of a sign-in.</summary>
    public Task PassedAsync() => Tell() ? limits.PassedAsync(this) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Tell())
            await limits.FailedAsync(this, record: null);
    }

    private bool Tell() => Interlocked.Exchange(ref _told, 1) == 0;
}

/// <summary>Too many tries wait already: this one is neither made nor counted.</summary>
internal sealed class TooManyTriesException(TimeSpan retryAfter) : Exception("Too many tries wait already.")
{
    /// <summary>When the next one may be made.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>The same in whole seconds, at least one.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));

    /// <summary>What a person is told.</summary>
    public string Sentence => $"Too many tries are being made at once. Wait {Seconds} {(Seconds == 1 ? "second" : "seconds")}, then try again.";
}
