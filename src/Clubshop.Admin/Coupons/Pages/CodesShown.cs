namespace Clubshop.Admin.Coupons.Pages;

/// <summary>Codes that a component shows for a minute.</summary>
/// <param name="time">The clock.</param>
/// <param name="hidden">Called when they are hidden again, from any thread.</param>
internal sealed class CodesShown(TimeProvider time, Action hidden) : IDisposable
{
    private RevealedCodes? _codes;
    private ITimer? _timer;

    /// <summary>Whether any are shown.</summary>
    public bool Any => _codes is not null;

    /// <summary>A code; null while it is hidden.</summary>
    /// <param name="coupon">Which (<see cref="CouponRow.Ref"/>); empty for the shared code.</param>
    public string? Of(string coupon) => _codes?.Codes.GetValueOrDefault(coupon);

    /// <summary>Shows codes until their time is over.</summary>
    public void Show(RevealedCodes codes)
    {
        Hide();
        _codes = codes;
        var left = codes.HidesAt - time.GetUtcNow();
        _timer = time.CreateTimer(_ => End(codes), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Hides them.</summary>
    public void Hide()
    {
        _timer?.Dispose();
        (_timer, _codes) = (null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Hide();

    private void End(RevealedCodes codes)
    {
        if (!ReferenceEquals(_codes, codes))
            return;

        _codes = null;
        hidden();
    }
}
