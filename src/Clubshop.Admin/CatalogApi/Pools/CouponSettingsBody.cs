using System.ComponentModel;
using System.Text.Json;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Coupons;

namespace Clubshop.Admin.CatalogApi.Pools;

/// <summary>What may be changed of an offer's coupon settings: the members that are sent; the rest stays as it is.</summary>
internal sealed record CouponSettingsBody
{
    [Description("none: no coupon; shared: one code that all customers share; pools: a code of its own for everybody.")]
    public string? Mode { get; init; }

    [Description("With shared: the code, 4 to 40 of A to Z and 0 to 9, in any case, with or without blanks and dashes. Empty or null: it stays as it is.")]
    public string? SharedCode { get; init; }

    [Description("Coupons that one customer may have, 1 to 100.")]
    public int? PerCustomer { get; init; }

    [Description("Coupons that may be given out in all, 1 to 10,000,000; null for no limit.")]
    public int? InAll { get; init; }

    [Description("The stock at which people are warned, 0 to 100,000 codes.")]
    public int? WarnAt { get; init; }

    /// <summary>
    /// The settings with the members that were sent. The problems are of members that nobody knows and of values of another type; whether a value makes
    /// sense, the service says, as it does for the page.
    /// </summary>
    /// <param name="settings">The settings as they are.</param>
    /// <param name="members">A JSON object without repeated members.</param>
    public static Result<CouponSettings> Read(CouponSettings settings, JsonElement members)
    {
        List<Problem> problems = [];
        foreach (var member in members.EnumerateObject())
        {
            switch (member.Name)
            {
                // What is no mode is one that nobody knows: the service answers in the words of the page.
                case "mode" when JsonValues.Text(member.Value) is { } text:
                    settings = settings with { Mode = EnumReader.Read<CouponMode>(text) ?? (CouponMode)(-1) };
                    break;
                case "sharedCode" when JsonValues.Text(member.Value) is { } text:
                    settings = settings with { SharedCode = text };
                    break;
                case "perCustomer" when Whole(member.Value, 0) is { } number:
                    settings = settings with { PerCustomer = number };
                    break;
                case "inAll" when Whole(member.Value, 0) is { } number:
                    settings = settings with { InAll = member.Value.ValueKind == JsonValueKind.Null ? null : number };
                    break;
                case "warnAt" when Whole(member.Value, -1) is { } number:
                    settings = settings with { WarnAt = number };
                    break;
                case "mode" or "sharedCode":
                    problems.Add(JsonValues.Wrong(member.Name, "a text"));
                    break;
                case "perCustomer" or "inAll" or "warnAt":
                    problems.Add(JsonValues.Wrong(member.Name, "a whole number"));
                    break;
                default:
                    problems.Add(new("unknown-member", "There is no such member to write. The members are mode, sharedCode, perCustomer, inAll, warnAt.", TextCut.Shown(member.Name, 60)));
                    break;
            }
        }

        return problems.Count == 0 ? settings : Result<CouponSettings>.Refused(problems);
    }

    // A whole number; nothing is none, and one that is too large to be right is none either. Null where it is no whole number.
    private static int? Whole(JsonElement value, int none) => value.ValueKind switch
    {
        JsonValueKind.Null => none,
        JsonValueKind.Number when value.TryGetDecimal(out var number) && number == decimal.Truncate(number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : none,
        _ => null,
    };
}
