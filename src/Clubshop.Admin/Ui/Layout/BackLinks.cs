using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Clubshop.Admin.Ui.Layout;

/// <summary>
/// Remembers, for one circuit, the last address of each page: "‹ Offers" leads back to the list as it was left, with its search, filters and page.
/// </summary>
public sealed class BackLinks : IDisposable
{
    // More pages than anybody goes back to; the oldest are forgotten.
    private const int Most = 100;

    private readonly NavigationManager _navigation;
    private readonly Dictionary<string, string> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins at the present address.</summary>
    public BackLinks(NavigationManager navigation)
    {
        _navigation = navigation;
        Remember(navigation.Uri);
        navigation.LocationChanged += Moved;
    }

    /// <summary>The last address of a page; the given one where it was not opened yet.</summary>
    /// <param name="href">The page's path: <c>/offers</c>.</param>
    public string To(string href) => _last.GetValueOrDefault(href, href);

    /// <summary>Stops following.</summary>
    public void Dispose() => _navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => Remember(e.Location);

    private void Remember(string address)
    {
        var uri = new Uri(address);
        _last.Remove(uri.AbsolutePath);
        if (_last.Count == Most)
            _last.Remove(_last.Keys.First());

        _last[uri.AbsolutePath] = uri.PathAndQuery;
    }
}
