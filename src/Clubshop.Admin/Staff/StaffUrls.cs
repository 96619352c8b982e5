namespace Clubshop.Admin.Staff;

/// <summary>Addresses of the staff pages.</summary>
public static class StaffUrls
{
    /// <summary>The list.</summary>
    public const string List = "/staff";

    /// <summary>A new invitation.</summary>
    public const string New = "/staff/new";

    /// <summary>A person's page.</summary>
    public static string Of(string id) => $"/staff/{id}";
}
