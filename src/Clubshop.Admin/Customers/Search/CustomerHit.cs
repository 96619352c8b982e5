namespace Clubshop.Admin.Customers.Search;

/// <summary>A search result, masked.</summary>
public sealed record CustomerHit
{
    /// <summary>Cognito's <c>sub</c>, the customer number.</summary>
    public required string Sub { get; init; }

    /// <summary>First name and initial.</summary>
    public required string Name { get; init; }

    /// <summary>The masked email; null if the customer has none.</summary>
    public string? Email { get; init; }

    /// <summary>The masked phone number; null if the customer has none.</summary>
    public string? Phone { get; init; }

    /// <summary>Cognito's UserStatus.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the customer may sign in.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When the account was created (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Their city and what they follow, clubs first, to tell two people of one name apart; null while it is not read or not known.</summary>
    public string? Place { get; init; }

    /// <summary>Which attributes matched: "Email", "Family name".</summary>
    public required IReadOnlyList<string> MatchedBy { get; init; }

    /// <summary>Whether one of them equals what was typed.</summary>
    public bool Whole { get; init; }
}

/// <summary>The results of a search so far.</summary>
/// <param name="Hits">Exact matches first; each customer once, however many attributes matched.</param>
/// <param name="Note">How the text was interpreted, if the person should know; otherwise null.</param>
public sealed record SearchPage(IReadOnlyList<CustomerHit> Hits, string? Note)
{
    /// <summary>Whether there may be more.</summary>
    public bool HasMore => Open.Any(part => part.Next is not null);

    internal IReadOnlyList<SearchPart> Open { get; init; } = [];
}

/// <summary>How far the results of one filter were read.</summary>
internal sealed record SearchPart(SearchFilter Filter, string? Next);
