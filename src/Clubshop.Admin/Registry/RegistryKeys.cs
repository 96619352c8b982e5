using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// Keys of the registry in the <c>customers</c> table. A customer's items are one collection, <c>CUSTOMER#sub</c>: <c>REG</c> with everything that
/// sending needs, and one small item for each audience of the customer, which the index <see cref="TableSchemas.ByAudience"/> inverts. Tokens and
/// phone numbers are found through marker items under their fingerprints.
/// </summary>
internal static class RegistryKeys
{
    public const string Registration = "REG";
    public const string FollowPrefix = "FOLLOW#";
    public const string InPrefix = "IN#";
    public const string InAll = InPrefix + "ALL";
    public const string InCity = InPrefix + "CITY";

    /// <summary>Partition key of the list of cities.</summary>
    public const string Cities = "CITIES";

    /// <summary>Number of partitions of "all customers", so that no index key becomes hot. May be increased, never decreased.</summary>
    public const int Shards = 16;

    private const string Owner = "OWNER";

    public static string Pk(string sub) => "CUSTOMER#" + sub;

    public static ItemKey Of(string sub) => new(Table.Customers, Pk(sub), Registration);

    public static ItemKey Of(string sub, Follow follow) => new(Table.Customers, Pk(sub), FollowPrefix + Audience(follow));

    public static ItemKey Token(string fingerprint) => new(Table.Customers, "TOKEN#" + fingerprint, Owner);

    public static string PhonePk(string fingerprint) => "PHONE#" + fingerprint;

    public static string Audience(Follow follow) => follow.Kind.ToString().ToUpperInvariant() + "#" + follow.Id;

    public static string City(string city) => "CITY#" + Fold.Text(city);

    public static string All(int shard) => "ALL#" + shard.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string AllOf(string sub) => "ALL#" + TableSchemas.ShardOf(sub, Shards);

    public static Follow? FollowOf(string sk)
    {
        var parts = sk.Split('#', 3);
        return parts is ["FOLLOW", var kind, { Length: > 0 } id] && Enum.TryParse<FollowKind>(kind, ignoreCase: true, out var known) ? new(known, id) : null;
    }
}
