namespace Clubshop.Admin.SignIn;

/// <summary>
/// The tries that have one thing in common: an address, an account, or both together. A try counts from the moment it may begin, and stays
/// counted when it fails; those that wait form a queue. Pure.
/// </summary>
/// <param name="Failed">Tries that failed.</param>
/// <param name="FailedUntil">When these are forgotten.</param>
/// <param name="Open">Tries that began or wait, and whose outcome is not known yet.</param>
/// <param name="OpenUntil">When these are forgotten: an instance may end in the middle.</param>
/// <param name="LastStart">When the last try that had to wait begins, or began.</param>
internal sealed record AttemptState(int Failed, DateTimeOffset FailedUntil, int Open, DateTimeOffset OpenUntil, DateTimeOffset LastStart)
{
    /// <summary>No tries.</summary>
    public static AttemptState None { get; } = new(0, default, 0, default, default);

    // Longer than Cognito is waited for.
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(2);

    /// <summary>When nothing of it counts any more.</summary>
    public DateTimeOffset Until => FailedUntil > OpenUntil ? FailedUntil : OpenUntil;

    /// <summary>How many tries count now.</summary>
    public int CountAt(DateTimeOffset now) => FailedAt(now) + OpenAt(now);

    /// <summary>When the next try may begin: as late as if all before it had been made one after the other.</summary>
    public DateTimeOffset StartAt(DateTimeOffset now, int allowed, SignInLimitOptions options)
    {
        var wait = options.WaitAfter(CountAt(now), allowed);
        return wait == TimeSpan.Zero ? now : (LastStart > now ? LastStart : now) + wait;
    }

    /// <summary>After a try was let in that begins at <paramref name="start"/>.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="queued">Whether it waits in this queue; otherwise it is counted alone.</param>
    public AttemptState Entered(DateTimeOffset now, DateTimeOffset start, bool queued) => this with
    {
        Open = OpenAt(now) + 1,
        OpenUntil = Later(start + OpenFor, now < OpenUntil ? OpenUntil : start),
        LastStart = queued && start > now ? Later(start, LastStart) : LastStart,
    };

    /// <summary>After an open try failed.</summary>
    public AttemptState AfterFailure(DateTimeOffset now, TimeSpan window) =>
        this with { Failed = FailedAt(now) + 1, FailedUntil = now + window, Open = Math.Max(0, OpenAt(now) - 1) };

    /// <summary>After an open try came to nothing that counts: it passed, or was never made.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="forget">Whether the failures before it are forgotten too.</param>
    public AttemptState AfterPass(DateTimeOffset now, bool forget) =>
        this with { Failed = forget ? 0 : FailedAt(now), Open = Math.Max(0, OpenAt(now) - 1) };

    private int FailedAt(DateTimeOffset now) => now < FailedUntil ? Failed : 0;

    private int OpenAt(DateTimeOffset now) => now < OpenUntil ? Open : 0;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
