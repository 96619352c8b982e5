using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.App;

/// <summary>Finds records for the "Go to" box; register one or more. Must answer from memory: it is called after each pause in typing.</summary>
public interface IGoToSource
{
    /// <summary>Finds up to five records that the person may see.</summary>
    /// <param name="text">The search text; trimmed, not empty.</param>
    /// <param name="actor">The signed-in person.</param>
    /// <param name="cancellationToken">Cancelled when more is typed.</param>
    ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken);
}

/// <summary>A search result of the "Go to" box.</summary>
/// <param name="Text">The record's or page's name.</param>
/// <param name="Sub">What it is: "Shop · croma".</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
public sealed record GoToItem(string Text, string Sub, string Href, string Icon);
