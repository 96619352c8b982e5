using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>The rules of an offer's value: whether its benefit needs one, and which fits.</summary>
internal static class OfferValueRules
{
    public static IEnumerable<Problem> Check(Offer offer)
    {
        if (!Enum.IsDefined(offer.Benefit))
        {
            yield return new("benefit-unknown", L["Choose what the customer gets."], nameof(Offer.Benefit));
            yield break;
        }

        var problem = (Benefits.UnitOf(offer.Benefit), offer.Value) switch
        {
            (BenefitUnit.None, { }) => ("value-unneeded", L[$"“{L[Benefits.Label(offer.Benefit)]}” has no value. Leave Value empty, or choose another benefit."]),
            (BenefitUnit.Percent, null) => ("value-missing", L[$"“{L[Benefits.Label(offer.Benefit)]}” needs a value: how many percent, from 1 to 100."]),
            (BenefitUnit.Rupees, null) => ("value-missing", L[$"“{L[Benefits.Label(offer.Benefit)]}” needs a value: how many rupees."]),
            (BenefitUnit.Percent, { } percent) => Percent(offer.Benefit, percent),
            (BenefitUnit.Rupees, { } rupees) => Rupees(offer.Benefit, rupees),
            _ => default,
        };
        if (problem is (string code, string message))
            yield return new(code, message, nameof(Offer.Value));
    }

    private static (string?, string?) Percent(Benefit benefit, decimal percent)
    {
        if (percent > 100)
        {
            var amount = benefit == Benefit.PercentOff ? Benefit.AmountOff : Benefit.Cashback;
            return ("percent-over-100", L[$"{Text(percent)}% is more than the price: a percentage is at most 100. Did you mean “{L[Benefits.Label(amount)]}” of {new Money(percent)}?"]);
        }

        if (percent < 1)
        {
            return percent > 0 && percent * 100 is >= 1 and <= 100 and var meant
                ? ("percent-under-1", L[$"A percentage is at least 1. Did you mean {Text(meant)}%?"])
                : ("percent-under-1", L["A percentage is at least 1. Write 20 for 20%."]);
        }

        return decimal.Round(percent, 2) != percent ? ("percent-decimals", L["A percentage has at most two decimals: 12.5 or 33.33."]) : default;
    }

    private static (string?, string?) Rupees(Benefit benefit, decimal rupees)
    {
        if (rupees <= 0)
            return ("amount-not-positive", L[$"“{L[Benefits.Label(benefit)]}” must be more than ₹0."]);
        if (rupees > Money.Largest)
            return ("amount-too-large", L[$"{new Money(Money.Largest)} is the largest amount. Check the zeros."]);

        return decimal.Round(rupees, 2) != rupees ? ("amount-decimals", L["An amount has at most two decimals: ₹99.50."]) : default;
    }

    private static string Text(decimal number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
