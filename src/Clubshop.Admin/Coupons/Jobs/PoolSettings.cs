using System.Globalization;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>What a job knows of its pool: kept in the settings of the job.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="PoolId">The pool.</param>
internal sealed record PoolSettings(CouponOffer Offer, string PoolId)
{
    private const string OfferIdKey = "offer", OfferTitleKey = "title", ClubsKey = "clubs", PoolKey = "pool";
    private const string CountKey = "count", LengthKey = "length", PrefixKey = "prefix", FileKey = "file", ReasonKey = "reason";

    /// <summary>What is generated; null for another job.</summary>
    public CodeRecipe? Recipe { get; init; }

    /// <summary>The name of the file that is imported; null for another job.</summary>
    public string? FileName { get; init; }

    /// <summary>Why the pool was voided; null for another job.</summary>
    public string? Reason { get; init; }

    /// <summary>Reads them from a job.</summary>
    public static PoolSettings Of(JobRun run)
    {
        var settings = run.Settings;
        return new(new(settings[OfferIdKey], settings[OfferTitleKey], settings[ClubsKey].Split(',', StringSplitOptions.RemoveEmptyEntries)), settings[PoolKey])
        {
            Recipe = settings.TryGetValue(CountKey, out var count)
                ? new(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(settings[LengthKey], CultureInfo.InvariantCulture), settings[PrefixKey])
                : null,
            FileName = settings.GetValueOrDefault(FileKey),
            Reason = settings.GetValueOrDefault(ReasonKey),
        };
    }

    /// <summary>As settings of a job.</summary>
    public Dictionary<string, string> ToSettings()
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            [OfferIdKey] = Offer.Id, [OfferTitleKey] = Offer.Title, [ClubsKey] = string.Join(',', Offer.Clubs), [PoolKey] = PoolId,
        };
        if (Recipe is { } recipe)
        {
            settings[CountKey] = recipe.Count.ToString(CultureInfo.InvariantCulture);
            settings[LengthKey] = recipe.Length.ToString(CultureInfo.InvariantCulture);
            settings[PrefixKey] = recipe.Prefix;
        }

        if (FileName is not null)
            settings[FileKey] = FileName;
        if (Reason is not null)
            settings[ReasonKey] = Reason;
        return settings;
    }

    /// <summary>The marker that a pool of the offer is being filled: one at a time, since only then the codes of all others are known.</summary>
    public static string FillingMarker(string offerId) => Keys.Marker("FILLING", offerId);
}
