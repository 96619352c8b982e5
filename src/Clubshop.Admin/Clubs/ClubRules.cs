using Clubshop.Admin.Common;

namespace Clubshop.Admin.Clubs;

/// <summary>What a club must keep to, each told at its field. Pure.</summary>
public static class ClubRules
{
    /// <summary>The club fit to keep: trimmed, without control characters.</summary>
    public static Club Clean(Club club) => ClubFields.All.Clean(club);

    /// <summary>What stands in the way of saving the club; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Check(Club club) => ClubFields.All.Check(Clean(club));
}
