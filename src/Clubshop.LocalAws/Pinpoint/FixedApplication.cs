namespace Clubshop.LocalAws.Pinpoint;

/// <summary>
/// The application that every embedded AWS has from the start. In AWS such ids are random and copied into configuration; this one is
/// the same in every folder, as the ids of the portal's user pools are.
/// </summary>
public static class FixedApplication
{
    /// <summary>Its id.</summary>
    public const string Id = "c1ab5409ad11400000000000000000a1";

    /// <summary>Its name.</summary>
    public const string Name = "clubshop";
}
