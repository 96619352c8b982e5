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
        Label = L.Later("Coupons"),
        Pronoun = L.Later("them"),
        Href = CouponUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [CouponAttributes.Mode] = new(L.Later("Coupons"), Mode),
            [CouponAttributes.SharedCode] = new(L.Later("Shared code")),
            [CouponAttributes.PerCustomer] = new(L.Later("A customer may have")),
            [CouponAttributes.InAll] = new(L.Later("In all")),
            [CouponAttributes.InAllSince] = AuditLabel.Hidden,
            [CouponAttributes.WarnAt] = new(L.Later("Warning level")),
            [CouponAttributes.Name] = new(L.Later("Pool")),
            [CouponAttributes.State] = new(L.Later("State")),
            [CouponAttributes.Total] = new(L.Later("Codes")),
            [CouponAttributes.VoidIssued] = new(L.Later("With customers’ coupons")),
            [CouponAttributes.FillJob] = AuditLabel.Hidden,
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AuditActions.Create] = L.Later("set the limits of"),
            [PoolActions.Make] = L.Later("began a pool of"),
            [PoolActions.Fill] = L.Later("filled a pool of"),
            [PoolActions.Void] = L.Later("voided a pool of"),
            [Issue] = L.Later("gave a customer a coupon from"),
            [Void] = L.Later("voided one of"),
            [Reveal] = L.Later("looked at codes of"),
            [Guess] = L.Later("tried codes of"),
            [Remove] = L.Later("deleted all of"),
        },
    };

    /// <summary>An entry about the coupons of an offer.</summary>
    public static AuditDraft Draft(string action, CouponOffer offer, string? note) =>
        new(action, CouponItems.AuditKind, offer.Id, offer.Title) { Clubs = offer.Clubs, Note = note };

    private static string Mode(JsonElement value) => Enum.TryParse<CouponMode>(value.GetString(), ignoreCase: true, out var mode) ? CouponLabels.Of(mode) : value.ToString();
}
