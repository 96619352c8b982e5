namespace Clubshop.Admin.Clubs;

/// <summary>Addresses of the club pages.</summary>
public static class ClubUrls
{
    /// <summary>The list.</summary>
    public const string List = "/clubs";

    /// <summary>A new club.</summary>
    public const string New = "/clubs/new";

    /// <summary>Import of a file.</summary>
    public const string Import = "/clubs/import";

    /// <summary>A club's page.</summary>
    public static string Edit(string id) => $"/clubs/{id}";
}
