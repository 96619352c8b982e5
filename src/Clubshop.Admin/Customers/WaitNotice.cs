namespace Clubshop.Admin.Customers;

/// <summary>
/// Tells a page that Cognito is busy: when the budget makes a call wait, and when an answer takes longer than a moment (the SDK's own retries
/// are silent).
/// </summary>
internal sealed class WaitNotice : IProgress<TimeSpan>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private readonly ITimer _timer;
    private readonly Action _tell;

    public WaitNotice(Action tell, TimeProvider time)
    {
        _tell = tell;
        _timer = time.CreateTimer(_ => tell(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    public void Report(TimeSpan value) => _tell();

    public void Dispose() => _timer.Dispose();
}
