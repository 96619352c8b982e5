using Clubshop.Admin.Staff;

namespace Clubshop.Admin.SavedViews;

/// <summary>A list whose search, filters and order can be kept under a name. Its capability registers one singleton per list.</summary>
public sealed record ViewList
{
    /// <summary>What the address of a list calls the view that was opened.</summary>
    public const string Query = "saved";

    /// <summary>Its name: <c>offers</c>. Keys of stored views have it: it must not change.</summary>
    public required string Name { get; init; }

    /// <summary>Its path: <c>/offers</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Who may see the list, and keep views for themselves.</summary>
    public required Permission See { get; init; }

    /// <summary>Who may keep views for everybody who sees the list: who curates it.</summary>
    public required Permission Share { get; init; }

    /// <summary>Who may also change and delete the shared views of others.</summary>
    public required Permission Manage { get; init; }

    /// <summary>
    /// Reads an address by the list's own rules, and writes its query anew: <c>?status=draft</c>, or empty for the plain list. Without the page, and
    /// without what the list does not know. What is stored goes through it on the way in and on the way out.
    /// </summary>
    public required Func<string, string> Normal { get; init; }
}

/// <summary>A list's search, filters and order, kept under a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="List">The list (<see cref="ViewList.Name"/>).</param>
/// <param name="Name">What people call it.</param>
/// <param name="Search">The query of the list's address, as <see cref="ViewList.Normal"/> writes it.</param>
/// <param name="Shared">Whether everybody who sees the list sees it.</param>
/// <param name="OwnerId">Who made it.</param>
/// <param name="OwnerName">Their name.</param>
public sealed record SavedView(string Id, string List, string Name, string Search, bool Shared, string OwnerId, string OwnerName)
{
    /// <summary>Views that a person may have, shared ones included.</summary>
    public const int MostOfOne = 50;

    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 60;

    /// <summary>Characters that the query of an address may have.</summary>
    public const int LongestSearch = 4_000;

    /// <summary>The version that was read.</summary>
    public long Version { get; init; }
}

/// <summary>What a person says of a view: its name, what it shows, who sees it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">An address of the list.</param>
/// <param name="Shared">Whether everybody who sees the list sees it.</param>
public sealed record ViewContent(string Name, string Address, bool Shared);
