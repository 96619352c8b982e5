using Clubshop.Admin.GoTo;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.App;

/// <summary>Finds the portal's own pages by name; all of them before anything is typed.</summary>
public sealed class PageGoToSource(Navigation navigation) : IGoToSource
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        List<GoToItem> found = [];
        foreach (var page in text.IsEmpty ? navigation.For(actor) : navigation.For(actor).Append(Navigation.Account).Where(page => actor.Has(page.Permission)))
        {
            var label = L[page.Label];
            if ((text.IsEmpty ? GoToMatch.Whole : label == page.Label ? text.MatchOf(label) : text.MatchOf(label, page.Label)) is { } match)
                found.Add(new(GoToEntry.Pages, label, page.Href, page.Icon) { Sub = page.Group is { } group ? L[group] : "", Match = match });
        }

        return ValueTask.FromResult<IReadOnlyList<GoToItem>>(found);
    }
}
