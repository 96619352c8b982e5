using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>
/// Audit actions and labels of coupons. Entries stand under the offer and name a code by its last characters; a customer by the beginning of the
/// customer number.
/// </summary>
internal static class CouponAudit
{
    public const string Issue = "issue-coupon";
    public const string Void = "void-coupon";
    public const string Reveal = "reveal-codes";
    public const string Guess = "guess-codes";
    public const string Remove = "remove-coupons";

    /// <summary>The kind, for the audit page.</summary>
    public static AuditKind Labels { get; } = new()
    {
        Kind = CouponItems.AuditKind,
        Label = "Coupons",
        Pronoun = "them",
        Href = CouponUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [CouponAttributes.Mode] = new("Coupons", Mode),
            [CouponAttributes.SharedCode] = new("Shared code"),
            [CouponAttributes.PerCustomer] = new("A customer may have"),
            [CouponAttributes.InAll] = new("In all"),
            [CouponAttributes.InAllSince] = AuditLabel.Hidden,
            [CouponAttributes.WarnAt] = new("Warning level"),
            [CouponAttributes.Name] = new("Pool"),
            [CouponAttributes.State] = new("State"),
            [CouponAttributes.Total] = new("Codes"),
            [CouponAttributes.VoidIssued] = new("With customers’ coupons"),
            [CouponAttributes.FillJob] = AuditLabel.Hidden,
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AuditActions.Create] = "set the limits of",
            [PoolActions.Make] = "began a pool of",
            [PoolActions.Fill] = "filled a pool of",
            [PoolActions.Void] = "voided a pool of",
            [Issue] = "gave a customer a coupon from",
            [Void] = "voided one of",
            [Reveal] = "looked at codes of",
            [Guess] = "tried codes of",
            [Remove] = "deleted all of",
        },
    };

    /// <summary>An entry about the coupons of an offer.</summary>
    public static AuditDraft Draft(string action, CouponOffer offer, string? note) =>
        new(action, CouponItems.AuditKind, offer.Id, offer.Title) { Clubs = offer.Clubs, Note = note };

    private static string Mode(JsonElement value) => Enum.TryParse<CouponMode>(value.GetString(), ignoreCase: true, out var mode) ? CouponLabels.Of(mode) : value.ToString();
}
