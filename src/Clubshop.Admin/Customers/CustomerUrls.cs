namespace Clubshop.Admin.Customers;

/// <summary>Addresses of the customer pages. They contain the customer's <c>sub</c> and never personal data.</summary>
public static class CustomerUrls
{
    /// <summary>The search.</summary>
    public const string List = "/customers";

    /// <summary>A customer's page.</summary>
    public static string Of(string sub) => $"/customers/{sub}";

    /// <summary>Whether a text has the format of a <c>sub</c>. Cognito would also accept an email, which must not appear in an address.</summary>
    public static bool IsSub(string? text) => text is { Length: 36 } && Guid.TryParseExact(text, "D", out _);
}
