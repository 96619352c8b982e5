namespace Clubshop.Admin.SignIn.Limits;

/// <summary>
/// The sign-in attempts that share an address, an account, or both. An attempt counts as soon as it is admitted and stays counted when it
/// fails; attempts that have to wait form a queue. Pure.
/// </summary>
/// <param name="Failed">Attempts that failed.</param>
/// <param name="FailedUntil">When they are forgotten, UTC.</param>
/// <param name="Open">Attempts that wait or run, with no outcome yet.</param>
/// <param name="OpenUntil">When they are forgotten, UTC: an instance may stop in the middle of one.</param>
/// <param name="LastStart">When the last attempt that had to wait starts or started, UTC.</param>
internal sealed record AttemptState(int Failed, DateTimeOffset FailedUntil, int Open, DateTimeOffset OpenUntil, DateTimeOffset LastStart)
{
    /// <summary>No attempts.</summary>
    public static AttemptState None { get; } = new(0, default, 0, default, default);

    // Longer than any call to Cognito may take.
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(2);

    /// <summary>When none of it counts any more, UTC.</summary>
    public DateTimeOffset Until => FailedUntil > OpenUntil ? FailedUntil : OpenUntil;

    /// <summary>How many attempts count now.</summary>
    public int CountAt(DateTimeOffset now) => FailedAt(now) + OpenAt(now);

    /// <summary>When the next attempt may start: as late as if all earlier ones had run one after the other.</summary>
    public DateTimeOffset StartAt(DateTimeOffset now, int allowed, SignInLimitOptions options)
    {
        var wait = options.WaitAfter(CountAt(now), allowed);
        return wait == TimeSpan.Zero ? now : (LastStart > now ? LastStart : now) + wait;
    }

    /// <summary>After an attempt was admitted that starts at <paramref name="start"/>.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="queued">Whether it waits in this queue; otherwise it only counts.</param>
    public AttemptState Entered(DateTimeOffset now, DateTimeOffset start, bool queued) => this with
    {
        Open = OpenAt(now) + 1,
        OpenUntil = Later(start + OpenFor, now < OpenUntil ? OpenUntil : start),
        LastStart = queued && start > now ? Later(start, LastStart) : LastStart,
    };

    /// <summary>After an open attempt failed.</summary>
    public AttemptState AfterFailure(DateTimeOffset now, TimeSpan window) =>
        this with { Failed = FailedAt(now) + 1, FailedUntil = now + window, Open = Math.Max(0, OpenAt(now) - 1) };

    /// <summary>After an open attempt that does not count: it succeeded, or was never made.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="forget">Whether the failures before it are forgotten too.</param>
    public AttemptState AfterPass(DateTimeOffset now, bool forget) =>
        this with { Failed = forget ? 0 : FailedAt(now), Open = Math.Max(0, OpenAt(now) - 1) };

    private int FailedAt(DateTimeOffset now) => now < FailedUntil ? Failed : 0;

    private int OpenAt(DateTimeOffset now) => now < OpenUntil ? Open : 0;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
