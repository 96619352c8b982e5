using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.App;

/// <summary>Adds records to the "Go to" box; register one or more. Must answer from memory: it is asked at each pause in typing.</summary>
public interface IGoToSource
{
    /// <summary>The best few records (at most five) for what was typed, of those the person may see.</summary>
    /// <param name="text">What was typed; trimmed, not empty.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancelled when more is typed.</param>
    ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Somewhere to go.</summary>
/// <param name="Text">The record's or page's name.</param>
/// <param name="Sub">What it is: "Shop · croma".</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
public sealed record GoToItem(string Text, string Sub, string Href, string Icon);
