using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Preview;

/// <summary>Where an offer stands between its start and its end, in whole days of India.</summary>
/// <param name="Day">The day that today is, from 1 to <paramref name="Days"/>; 0 before the start.</param>
/// <param name="Days">Days from the first to the last, both counted.</param>
public sealed record OfferProgress(int Day, int Days)
{
    /// <summary>The share that has passed, from 0 to 100.</summary>
    public int Percent => Days == 0 ? 0 : Day * 100 / Days;

    /// <summary>Where the offer is, in words: "day 20 of 25", "starts in 2 days", "ended yesterday", "no start yet".</summary>
    public static string Words(Offer offer, DateTimeOffset now) => (offer.Validity.PhaseAt(now), At(offer.Validity, now)) switch
    {
        (_, _) when offer.Starts is null && offer.Ends is null => L["no start yet"],
        (Phase.Scheduled, _) => L[$"starts {Lower(Format.Relative(offer.Starts ?? now, now))}"],
        (Phase.Ended, _) => L[$"ended {Lower(Format.RelativeEnd(offer.Ends ?? now, now))}"],
        (_, { } progress) => L[$"day {Format.Number(progress.Day)} of {Format.Number(progress.Days)}"],
        _ => offer.Ends is null ? L["open end"] : L[$"until {Lower(Format.RelativeEnd(offer.Ends ?? now, now))}"],
    };

    private static string Lower(string text) => char.IsLetter(text[0]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>The progress at an instant; null for an offer without start or end, or with an end before its start.</summary>
    public static OfferProgress? At(Validity validity, DateTimeOffset now)
    {
        if (validity is not { Starts: { } starts, Ends: { } ends, InOrder: true })
            return null;

        var first = Ist.DayOf(starts).DayNumber;
        var days = Ist.DayOf(ends.AddTicks(-1)).DayNumber - first + 1;
        return new(now < starts ? 0 : Math.Clamp(Ist.DayOf(now).DayNumber - first + 1, 1, days), days);
    }
}
