using Clubshop.Admin.Common;

namespace Clubshop.Admin.Clubs;

/// <summary>The rules of a club; each problem names its field. Pure.</summary>
public static class ClubRules
{
    /// <summary>The club ready to be stored: trimmed, without control characters.</summary>
    public static Club Clean(Club club) => ClubFields.All.Clean(club);

    /// <summary>The problems that prevent saving the club.</summary>
    public static IReadOnlyList<Problem> Check(Club club) => ClubFields.All.Check(Clean(club));
}
