using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>What may be typed about coupons. Pure; the text of codes and recipes is the ledger's (<see cref="CouponCode"/>, <see cref="CodeRecipe"/>).</summary>
public static class CouponRules
{
    /// <summary>Characters that the name of a pool may have.</summary>
    public const int NameLength = 60;

    /// <summary>Characters that a reason may have.</summary>
    public const int ReasonLength = 200;

    /// <summary>The settings ready to be stored, or what is wrong with them at which field.</summary>
    /// <param name="wanted">As typed. The shared code empty: it stays as it is.</param>
    /// <param name="before">As they are stored.</param>
    public static Result<CouponSettings> Check(CouponSettings wanted, CouponSettings before)
    {
        List<Problem> problems = [];
        if (!Enum.IsDefined(wanted.Mode))
            problems.Add(new("mode", L["Choose no coupon, one shared code, or pools of codes."], nameof(CouponSettings.Mode)));
        if (wanted.PerCustomer is < 1 or > CouponSettings.MaxPerCustomer)
            problems.Add(new("range", L[$"A customer may have from 1 to {CouponSettings.MaxPerCustomer} coupons of an offer."], nameof(CouponSettings.PerCustomer)));
        if (wanted.InAll is < 1 or > CouponSettings.MaxInAll)
            problems.Add(new("range", L[$"Write how many may be given out in all, from 1 to {Format.Number(CouponSettings.MaxInAll)}, or leave it empty for no limit."], nameof(CouponSettings.InAll)));
        if (wanted.WarnAt is < 0 or > CouponSettings.MaxWarnAt)
            problems.Add(new("range", L[$"A warning level is from 0 to {Format.Number(CouponSettings.MaxWarnAt)} codes."], nameof(CouponSettings.WarnAt)));

        var code = before.SharedCode;
        if (!string.IsNullOrWhiteSpace(wanted.SharedCode))
        {
            var read = CouponCode.Read(wanted.SharedCode);
            code = read.Code;
            if (CouponTexts.Of(read) is { } message)
                problems.Add(new("code", message, nameof(CouponSettings.SharedCode)));
        }
        else if (wanted.Mode == CouponMode.Shared && code is null)
        {
            problems.Add(new("code", L["Write the code that every customer gets."], nameof(CouponSettings.SharedCode)));
        }

        return problems.Count > 0 ? Result<CouponSettings>.Refused(problems) : wanted with { OfferId = before.OfferId, SharedCode = code, Version = before.Version };
    }

    /// <summary>The name of a pool ready to be stored, or what is wrong with it.</summary>
    public static Result<string> PoolName(string? typed)
    {
        var name = PlainText.Line(typed);
        if (name.Length == 0)
            return new Problem("name", L["Name the pool, so that it can be told from the others: “Diwali 2026”."], "PoolName");
        if (VisibleText.Wrong(name) is { } wrong)
            return new Problem("name", L[$"The name {wrong}"], "PoolName");

        return PlainText.Count(name) > NameLength ? new Problem("name", L[$"A name has up to {NameLength} characters; this one has {Format.Number(PlainText.Count(name))}."], "PoolName") : name;
    }

    /// <summary>A reason ready to be stored, or what is wrong with it.</summary>
    /// <param name="typed">As typed.</param>
    public static Result<string> Reason(string? typed)
    {
        var reason = PlainText.Line(typed);
        if (reason.Length == 0)
            return new Problem("reason", L["Say why; it stays in the audit log with your name."], "Reason");
        if (VisibleText.Wrong(reason) is { } wrong)
            return new Problem("reason", L[$"The reason {wrong}"], "Reason");
        if (reason.Contains('@', StringComparison.Ordinal) || reason.Count(char.IsDigit) >= PhoneReader.IndianDigits)
            return new Problem("personal", L["Leave out phone numbers and addresses: the reason stays in the audit log."], "Reason");

        return PlainText.Count(reason) > ReasonLength ? new Problem("reason", L[$"A reason has up to {ReasonLength} characters; this one has {Format.Number(PlainText.Count(reason))}."], "Reason") : reason;
    }

    /// <summary>A prefix as codes have it: upper case, without blanks and dashes.</summary>
    public static string Prefix(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();

    /// <summary>Whether a text has a code in it, however it is written.</summary>
    public static bool Gives(string text, string code) => text.Split(' ').Any(word => CouponCode.Read(word).Code == code) || CouponCode.Read(text).Code == code;
}
