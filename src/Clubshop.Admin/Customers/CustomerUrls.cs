namespace Clubshop.Admin.Customers;

/// <summary>Addresses of the customers' pages. A customer is named by <c>sub</c>, never by anything personal.</summary>
public static class CustomerUrls
{
    /// <summary>The search.</summary>
    public const string List = "/customers";

    /// <summary>A customer's page.</summary>
    public static string Of(string sub) => $"/customers/{sub}";

    /// <summary>Whether a text has the form of a <c>sub</c>. Cognito takes an e-mail in its place, which must not stand in an address.</summary>
    public static bool IsSub(string? text) => text is { Length: 36 } && Guid.TryParseExact(text, "D", out _);
}
