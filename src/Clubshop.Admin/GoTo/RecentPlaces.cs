namespace Clubshop.Admin.GoTo;

/// <summary>The addresses opened last in one circuit, the newest first. Only addresses: names are asked for again, so that they are the present ones.</summary>
public sealed class RecentPlaces
{
    private const int Kept = 30;
    private readonly LinkedList<string> _paths = new();

    /// <summary>The paths, the newest first.</summary>
    public IEnumerable<string> Paths => _paths;

    /// <summary>Takes note of an address.</summary>
    /// <param name="address">A path with or without its leading slash, query and fragment.</param>
    public void Opened(string address)
    {
        var path = PathOf(address);
        _paths.Remove(path);
        _paths.AddFirst(path);
        if (_paths.Count > Kept)
            _paths.RemoveLast();
    }

    /// <summary>The path of an address: with its leading slash, without query and fragment.</summary>
    public static string PathOf(string address) => "/" + address.TrimStart('/').Split('?', '#')[0].TrimEnd('/');
}
