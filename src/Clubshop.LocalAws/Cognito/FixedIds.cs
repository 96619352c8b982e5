namespace Clubshop.LocalAws.Cognito;

/// <summary>
/// The ids that the embedded AWS gives to the portal's own two pools and their app clients. In AWS such ids are random and are
/// copied into configuration; here they are the same in every folder and on every machine, so that the portal, a second instance
/// of it and the AWS CLI agree without copying anything. Pools and clients of any other name get random ids, as in AWS.
/// </summary>
public static class FixedIds
{
    /// <summary>Name of the pool of the people who sign in to the portal.</summary>
    public const string StaffPoolName = "clubshop-staff";

    /// <summary>Name of the pool of the end users of Clubshop.</summary>
    public const string CustomerPoolName = "clubshop-customers";

    /// <summary>What follows the region in the staff pool's id.</summary>
    public const string StaffPoolSuffix = "ClubshopStaff";

    /// <summary>What follows the region in the customer pool's id.</summary>
    public const string CustomerPoolSuffix = "ClubshopCust";

    /// <summary>The staff pool's id in Mumbai, the portal's region.</summary>
    public const string StaffPoolId = "ap-south-1_" + StaffPoolSuffix;

    /// <summary>The customer pool's id in Mumbai, the portal's region.</summary>
    public const string CustomerPoolId = "ap-south-1_" + CustomerPoolSuffix;

    /// <summary>Name of the portal's app client in the staff pool.</summary>
    public const string StaffClientName = "clubshop-admin-portal";

    /// <summary>Name of the end users' app client in the customer pool.</summary>
    public const string CustomerClientName = "clubshop-app";

    /// <summary>Id of the client <see cref="StaffClientName"/>.</summary>
    public const string StaffClientId = "clubshopadminportal0000001";

    /// <summary>Id of the client <see cref="CustomerClientName"/>.</summary>
    public const string CustomerClientId = "clubshopapp000000000000001";

    /// <summary>
    /// Secret of <see cref="StaffClientId"/> when it is created with GenerateSecret. It guards nothing: the embedded AWS answers
    /// only on the loopback address, and whoever can read this can read its state as well.
    /// </summary>
    public const string StaffClientSecret = "localonly0clubshop0admin0portal0secret0not0for0use1";

    /// <summary>The fixed id for a pool of this name in this region, or null.</summary>
    internal static string? PoolId(string region, string name) => name switch
    {
        StaffPoolName => region + "_" + StaffPoolSuffix,
        CustomerPoolName => region + "_" + CustomerPoolSuffix,
        _ => null,
    };

    /// <summary>Whether a pool keeps in the clear what an administrator set, for <c>/local/accounts</c>: only the staff pool.</summary>
    internal static bool ShowsPasswords(string poolId) => poolId.EndsWith("_" + StaffPoolSuffix, StringComparison.Ordinal);

    /// <summary>The fixed id for a client of this name in a pool of this name, or null.</summary>
    internal static string? ClientId(string poolName, string clientName) => (poolName, clientName) switch
    {
        (StaffPoolName, StaffClientName) => StaffClientId,
        (CustomerPoolName, CustomerClientName) => CustomerClientId,
        _ => null,
    };
}
