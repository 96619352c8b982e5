using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Offers.Doctor;

/// <summary>A step of the walk that a later capability takes, such as the coupons': offers know nothing of them. Registered as a singleton.</summary>
public interface IOfferCheck
{
    /// <summary>What it looks at.</summary>
    WalkPlace Place { get; }

    /// <summary>What is so at this moment; null where the person may not know, or where there is nothing to say.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="offer">The offer as it is stored.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<WalkStep?> CheckAsync(Actor actor, Offer offer, CancellationToken cancellationToken);
}
