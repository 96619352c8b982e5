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
            if ((text.IsEmpty ? GoToMatch.Whole : text.MatchOf(page.Label)) is { } match)
                found.Add(new(GoToEntry.Pages, page.Label, page.Href, page.Icon) { Sub = page.Group ?? "", Match = match });
        }

        return ValueTask.FromResult<IReadOnlyList<GoToItem>>(found);
    }
}
