using Clubshop.Admin.Staff;

namespace Clubshop.Admin.App;

/// <summary>Counts beside the pages of the navigation: how much waits there for the person. Answered from memory, the same for all circuits.</summary>
public interface INavigationCounts
{
    /// <summary>Raised when counts may have changed, from any thread. Handlers are quick and do not throw.</summary>
    event EventHandler? Changed;

    /// <summary>The counts that are not zero.</summary>
    IReadOnlyList<NavigationCount> Of(Actor actor);
}

/// <summary>How much waits on a page.</summary>
/// <param name="Href">The page: <see cref="NavigationItem.Href"/>.</param>
/// <param name="Count">How much.</param>
/// <param name="Meaning">In words, with the number: "2 waiting for you".</param>
public sealed record NavigationCount(string Href, int Count, string Meaning);
