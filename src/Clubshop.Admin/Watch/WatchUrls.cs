namespace Clubshop.Admin.Watch;

/// <summary>What the inbox shows; as it stands in its address.</summary>
public sealed record WatchQuery
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The owner "nobody".</summary>
    public const string Nobody = "nobody";

    /// <summary>The owner "me".</summary>
    public const string Me = "me";

    /// <summary>How the findings stand.</summary>
    public FindingState State { get; init; }

    /// <summary>One kind; null for all.</summary>
    public FindingKind? Kind { get; init; }

    /// <summary>One club, by its id; null for all.</summary>
    public string? Club { get; init; }

    /// <summary><see cref="Me"/>, <see cref="Nobody"/>, or somebody's id; null for all.</summary>
    public string? Owner { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether anything but the state narrows it.</summary>
    public bool IsFiltered => Kind is not null || Club is not null || Owner is not null;

    /// <summary>Its address.</summary>
    public string Href
    {
        get
        {
            string?[] parts =
            [
                State == FindingState.Open ? null : "state=" + State.ToString().ToLowerInvariant(),
                Kind is { } kind ? "kind=" + kind.ToString().ToLowerInvariant() : null,
                Club is { } club ? "club=" + Uri.EscapeDataString(club) : null,
                Owner is { } owner ? "owner=" + Uri.EscapeDataString(owner) : null,
                Page > 1 ? "page=" + Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
            ];
            var query = string.Join('&', parts.OfType<string>());
            return WatchUrls.Inbox + (query.Length > 0 ? "?" + query : "");
        }
    }

    /// <summary>The findings of all pages, in whatever state.</summary>
    /// <param name="all">Those that the person may see.</param>
    /// <param name="me">Who looks.</param>
    public IEnumerable<FindingView> Narrowed(IEnumerable<FindingView> all, string me) => all.Where(view =>
        (Kind is not { } kind || view.Finding.Key.Kind == kind)
        && (Club is not { } club || view.Clubs.Contains(club))
        && (Owner is null || (Owner == Nobody ? view.Finding.OwnerId is null : view.Finding.OwnerId == (Owner == Me ? me : Owner))));
}

/// <summary>Addresses of the watch.</summary>
public static class WatchUrls
{
    /// <summary>The inbox.</summary>
    public const string Inbox = "/watch";

    /// <summary>The open findings of a kind.</summary>
    public static string Of(FindingKind kind) => new WatchQuery { Kind = kind }.Href;
}
