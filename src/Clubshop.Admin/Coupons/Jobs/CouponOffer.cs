namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>What the jobs and the audit log say of the offer whose coupons change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Clubs">Its clubs, or its shop's: who is assigned all of them may read the entries.</param>
public sealed record CouponOffer(string Id, string Title, IReadOnlyCollection<string> Clubs);
