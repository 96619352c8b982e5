namespace Clubshop.Admin.Customers.Search;

/// <summary>A customer in a list, masked.</summary>
public sealed record CustomerHit
{
    /// <summary>Cognito's <c>sub</c>, the customer number.</summary>
    public required string Sub { get; init; }

    /// <summary>First name and initial.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail, masked; null without one.</summary>
    public string? Email { get; init; }

    /// <summary>The number, masked; null without one.</summary>
    public string? Phone { get; init; }

    /// <summary>Cognito's UserStatus.</summary>
    public required string Status { get; init; }

    /// <summary>Whether signing in is allowed.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Since when they are a customer, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Which attributes matched: "Email", "Family name".</summary>
    public required IReadOnlyList<string> MatchedBy { get; init; }

    /// <summary>Whether one of them is, as a whole, what was typed.</summary>
    public bool Whole { get; init; }
}

/// <summary>What a search found so far.</summary>
/// <param name="Hits">Whole matches first; a customer once, however many attributes matched.</param>
/// <param name="Note">How the text was read, where the person should know.</param>
public sealed record SearchPage(IReadOnlyList<CustomerHit> Hits, string? Note)
{
    /// <summary>Whether there are, or may be, more.</summary>
    public bool HasMore => Open.Any(part => part.Next is not null);

    internal IReadOnlyList<SearchPart> Open { get; init; } = [];
}

/// <summary>How far one filter was followed.</summary>
internal sealed record SearchPart(SearchFilter Filter, string? Next);
