using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

/// <summary>Keys of the table's items, and items to records.</summary>
internal static class Rows
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string IssuePk = "ISSUE#";
    public const string MarkerPrefix = "I#";
    public const string ReturnedPrefix = "RETURNED#";
    public const string PoolPrefix = "POOL#";

    public static Attributes Key(string pk, string sk) => new(StringComparer.Ordinal) { [CouponAttributes.Pk] = Text(pk), [CouponAttributes.Sk] = Text(sk) };

    public static Attributes Code(string poolId, int number) => Key(CodePk(poolId, number % CouponTable.Shards), Number7(number));

    public static string CodePk(string poolId, int shard) => string.Create(CultureInfo.InvariantCulture, $"{CouponTable.PoolPk(poolId)}#{shard:D2}");

    public static Attributes Marker(string offerId, string customerId, int n) => Key(MarkersPk(offerId, customerId), MarkerSk(n));

    public static string MarkersPk(string offerId, string customerId) => $"{IssuePk}{offerId}#{customerId}";

    public static string MarkerSk(int n) => string.Create(CultureInfo.InvariantCulture, $"{MarkerPrefix}{n:D3}");

    public static Attributes Cursor(string poolId) => Key(CouponTable.PoolPk(poolId), CouponTable.CursorSk);

    public static Attributes Sweep(string poolId) => Key(CouponTable.PoolPk(poolId), "SWEEP");

    public static Attributes Returned(string poolId, int number) => Key(CouponTable.PoolPk(poolId), ReturnedPrefix + Number7(number));

    public static Attributes Count(string pk, int shard) => Key(pk, string.Create(CultureInfo.InvariantCulture, $"CNT#{shard:D2}"));

    public static Attributes Limit(string offerId, long since) => Key(CouponTable.OfferPk(offerId), string.Create(CultureInfo.InvariantCulture, $"LIMIT#{since}"));

    /// <summary>Where the counts of a coupon are.</summary>
    public static string CountsPk(CouponRef place) => place.PoolId is { } pool ? CouponTable.PoolPk(pool) : CouponTable.OfferPk(place.OfferId);

    /// <summary>Where a coupon is.</summary>
    public static Attributes KeyOf(CouponRef place) =>
        place.PoolId is { } pool ? Code(pool, place.Number) : Marker(place.OfferId, place.CustomerId ?? "", place.Number);

    /// <summary>That a customer was given an offer's shared code: found by the offer, which the markers are not.</summary>
    public static Attributes Given(string offerId, string customerId) => Key(GivenPk(offerId, customerId[^1] % CouponTable.Shards), customerId);

    public static string GivenPk(string offerId, int shard) => string.Create(CultureInfo.InvariantCulture, $"GIVEN#{offerId}#{shard:D2}");

    public static string Number7(int number) => number.ToString("D7", CultureInfo.InvariantCulture);

    public static string CodeKey(string offerId, string code) => $"{offerId}#{code}";

    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Time(DateTimeOffset value) => Text(TimeText(value));

    public static string TimeText(DateTimeOffset value) => value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string? GetText(this Attributes item, string name) => item.TryGetValue(name, out var value) ? value.S : null;

    public static long GetNumber(this Attributes item, string name, long absent = 0) => item.GetNumberOrNull(name) ?? absent;

    public static long? GetNumberOrNull(this Attributes item, string name) =>
        item.TryGetValue(name, out var value) && value.N is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static DateTimeOffset? GetTime(this Attributes item, string name) =>
        DateTimeOffset.TryParseExact(
            item.GetText(name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public static T GetName<T>(this Attributes item, string name)
        where T : struct, Enum => Enum.TryParse<T>(item.GetText(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;

    public static string NameOf(CouponState state) => state switch
    {
        CouponState.Free => "free",
        CouponState.Issued => "issued",
        CouponState.Redeemed => "redeemed",
        _ => "voided",
    };

    /// <summary>The coupon in the row of a code or in the marker of a shared one; null for the marker of a pool's code.</summary>
    public static Coupon? CouponOf(Attributes item)
    {
        var (pk, sk) = (item[CouponAttributes.Pk].S, item[CouponAttributes.Sk].S);
        if (item.GetText(CouponAttributes.Code) is not { } code || PlaceOf(pk, sk, item.GetText(CouponAttributes.CodeKey)) is not { } place)
            return null;

        return new()
        {
            Ref = place,
            Code = code,
            State = item.GetName<CouponState>(CouponAttributes.State),
            CustomerId = item.GetText(CouponAttributes.UserId),
            IssuedAt = item.GetTime(CouponAttributes.IssuedAt),
            IssuedBy = item.GetText(CouponAttributes.IssuedBy),
            RedeemedAt = item.GetTime(CouponAttributes.RedeemedAt),
            RedeemedBy = item.GetText(CouponAttributes.RedeemedBy),
            RedeemKey = item.GetText(CouponAttributes.RedeemKey),
            VoidedAt = item.GetTime(CouponAttributes.VoidedAt),
            VoidedBy = item.GetText(CouponAttributes.VoidedBy),
            Reason = item.GetText(CouponAttributes.Reason),
        };
    }

    public static CouponSettings SettingsOf(string offerId, Attributes? item) => item is null ? new() { OfferId = offerId } : new()
    {
        OfferId = offerId,
        Mode = item.GetName<CouponMode>(CouponAttributes.Mode),
        SharedCode = item.GetText(CouponAttributes.SharedCode),
        PerCustomer = (int)Math.Clamp(item.GetNumber(CouponAttributes.PerCustomer, 1), 1, CouponSettings.MaxPerCustomer),
        InAll = (int?)item.GetNumberOrNull(CouponAttributes.InAll),
        InAllSince = item.GetNumber(CouponAttributes.InAllSince),
        WarnAt = (int)item.GetNumber(CouponAttributes.WarnAt, CouponSettings.DefaultWarnAt),
        Version = item.GetNumber(CouponAttributes.Version),
    };

    public static CouponPool PoolOf(Attributes item) => new()
    {
        Id = item[CouponAttributes.Sk].S[PoolPrefix.Length..],
        OfferId = item[CouponAttributes.Pk].S[CouponTable.OfferPk("").Length..],
        Name = item.GetText(CouponAttributes.Name) ?? "",
        State = item.GetName<PoolState>(CouponAttributes.State),
        Total = (int)item.GetNumber(CouponAttributes.Total),
        VoidIssued = item.TryGetValue(CouponAttributes.VoidIssued, out var value) && value.BOOL == true,
        FillJob = item.GetText(CouponAttributes.FillJob),
        Version = item.GetNumber(CouponAttributes.Version),
        CreatedAt = item.GetTime("createdAt") ?? default,
        CreatedBy = item.GetText("createdByName") ?? "",
    };

    private static CouponRef? PlaceOf(string pk, string sk, string? codeKey)
    {
        if (pk.StartsWith(IssuePk, StringComparison.Ordinal) && sk.StartsWith(MarkerPrefix, StringComparison.Ordinal))
        {
            var names = pk[IssuePk.Length..].Split('#', 2);
            return CouponRef.OfShared(names[0], names[1], int.Parse(sk.AsSpan(MarkerPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return codeKey is not null && pk.StartsWith(PoolPrefix, StringComparison.Ordinal)
            ? CouponRef.OfPool(codeKey[..codeKey.IndexOf('#', StringComparison.Ordinal)], pk[PoolPrefix.Length..^3], int.Parse(sk, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }
}
