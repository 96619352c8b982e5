using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Clubs;

/// <summary>How a club that something is linked to reads.</summary>
public static class ClubNames
{
    /// <summary>Its name; a deleted club, and one that no longer exists, say so.</summary>
    public static string Of(RecordIndex<ClubRow> clubs, string id) => clubs.Find(id) switch
    {
        null => L["A club that no longer exists"],
        { Status: EditorialStatus.Deleted } row => L[$"{row.Name} (deleted)"],
        { } row => row.Name,
    };
}
