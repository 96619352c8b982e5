using Clubshop.Admin.Catalog;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Clubs;

/// <summary>How the club pages speak.</summary>
public static class ClubWords
{
    /// <summary>The words and addresses.</summary>
    public static RecordWords All { get; } = new(Kinds.Club, "clubs", Icons.Clubs, ClubUrls.List, ClubUrls.New, ClubUrls.Import, ClubUrls.Edit);
}
