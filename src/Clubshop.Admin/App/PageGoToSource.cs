using Clubshop.Admin.Staff;

namespace Clubshop.Admin.App;

/// <summary>Finds the portal's own pages by name.</summary>
public sealed class PageGoToSource(Navigation navigation) : IGoToSource
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<GoToItem> found =
        [
            .. navigation.For(actor).Append(Navigation.Account)
                .Where(item => item.Label.Contains(text, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(item => item.Label.StartsWith(text, StringComparison.OrdinalIgnoreCase))
                .Select(item => new GoToItem(item.Label, item.Group ?? "Page", item.Href, item.Icon)),
        ];
        return ValueTask.FromResult(found);
    }
}
