using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>What a customer gets by an offer.</summary>
public enum Benefit
{
    /// <summary>A share of the price less.</summary>
    PercentOff,

    /// <summary>Rupees less.</summary>
    AmountOff,

    /// <summary>Rupees back after the purchase.</summary>
    Cashback,

    /// <summary>A share of the price back after the purchase.</summary>
    PercentCashback,

    /// <summary>Something on top.</summary>
    FreeGift,

    /// <summary>Two for the price of one.</summary>
    BuyOneGetOne,

    /// <summary>Sent without charge.</summary>
    FreeDelivery,

    /// <summary>Anything else; the title says what.</summary>
    Other,
}

/// <summary>What the value of an offer counts.</summary>
public enum BenefitUnit
{
    /// <summary>The benefit has no value.</summary>
    None,

    /// <summary>Percent, from 1 to 100.</summary>
    Percent,

    /// <summary>Rupees.</summary>
    Rupees,
}

/// <summary>How benefits read, and what their value counts.</summary>
public static class Benefits
{
    /// <summary>All, in the order in which a form offers them.</summary>
    public static IReadOnlyList<Benefit> All { get; } = Enum.GetValues<Benefit>();

    /// <summary>What the value counts.</summary>
    public static BenefitUnit UnitOf(Benefit benefit) => benefit switch
    {
        Benefit.PercentOff or Benefit.PercentCashback => BenefitUnit.Percent,
        Benefit.AmountOff or Benefit.Cashback => BenefitUnit.Rupees,
        _ => BenefitUnit.None,
    };

    /// <summary>Its name, as the form and the files have it.</summary>
    public static string Label(Benefit benefit) => benefit switch
    {
        Benefit.PercentOff => L.Later("Percent off"),
        Benefit.AmountOff => L.Later("Amount off"),
        Benefit.Cashback => L.Later("Cashback"),
        Benefit.PercentCashback => L.Later("Percent cashback"),
        Benefit.FreeGift => L.Later("Free gift"),
        Benefit.BuyOneGetOne => L.Later("Buy one get one"),
        Benefit.FreeDelivery => L.Later("Free delivery"),
        _ => L.Later("Other"),
    };

    /// <summary>The benefit with its value, as a customer would say it: "20% off", "₹1,500 off", "Free gift"; without a value its name.</summary>
    public static string Text(Benefit benefit, decimal? value) => (benefit, value) switch
    {
        (Benefit.PercentOff, { } percent) => L[$"{Percent(percent)} off"],
        (Benefit.AmountOff, { } rupees) => L[$"{new Money(rupees)} off"],
        (Benefit.Cashback, { } rupees) => L[$"{new Money(rupees)} cashback"],
        (Benefit.PercentCashback, { } percent) => L[$"{Percent(percent)} cashback"],
        _ => L[Label(benefit)],
    };

    /// <summary>Only the value, with its unit: "20%", "₹1,500".</summary>
    public static string ValueText(Benefit benefit, decimal? value) => (UnitOf(benefit), value) switch
    {
        (BenefitUnit.Percent, { } percent) => Percent(percent),
        (BenefitUnit.Rupees, { } rupees) => new Money(rupees).ToString(),
        (_, { } other) => other.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Percent(decimal percent) => percent.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + "%";
}
