using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Clubs;

/// <summary>How a club that something is linked to reads.</summary>
public static class ClubNames
{
    /// <summary>Its name; a deleted one says so, and so does one that is gone.</summary>
    public static string Of(RecordIndex<ClubRow> clubs, string id) => clubs.Find(id) switch
    {
        null => "A club that is gone",
        { Status: EditorialStatus.Deleted } row => row.Name + " (deleted)",
        { } row => row.Name,
    };
}
