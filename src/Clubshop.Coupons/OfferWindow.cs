namespace Clubshop.Coupons;

/// <summary>What the ledger must know of the offer; the caller reads it, no older than its contract allows.</summary>
/// <param name="Published">Whether it is published, and its shop and clubs are: whether customers see it.</param>
/// <param name="Starts">Its first instant; null when it always held.</param>
/// <param name="Ends">The first instant at which it no longer holds; null for no end.</param>
public sealed record OfferWindow(bool Published, DateTimeOffset? Starts, DateTimeOffset? Ends)
{
    /// <summary>Whether it is live: only then it gives coupons.</summary>
    public bool IsLiveAt(DateTimeOffset now) => Published && !(Starts > now) && !(Ends <= now);
}
