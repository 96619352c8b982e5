namespace Clubshop.Admin.Pictures;

/// <summary>
/// How a picture is named and where its files are. Its name is the hash of what was made of it, so what is under a name never changes: the same path in the
/// portal, in the bucket and at the address that end users ask. Pure.
/// </summary>
public static class PictureFiles
{
    /// <summary>Bytes that an uploaded file may have: 8 MB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Points that a picture may have, width times height: a picture decodes into four bytes for each.</summary>
    public const int MaxPixels = 40_000_000;

    /// <summary>Points that its shorter side must have.</summary>
    public const int MinSide = 48;

    /// <summary>How many times as long as its shorter side the longer one may be.</summary>
    public const int MaxRatio = 5;

    /// <summary>The longest side of the largest file, in points; what browsers scale to before they send.</summary>
    public const int LargestSide = 1280;

    /// <summary>The JPEG for push messages: the one format that every phone shows in a notification.</summary>
    public const string ForPush = "push.jpg";

    /// <summary>Types that are taken, as an input names them.</summary>
    public const string Accepted = "image/jpeg,image/png,image/webp";

    private const int NameLength = 64;

    /// <summary>The longest side of each file, in points: a mark in a list, a row, a card, a page; each at twice the density.</summary>
    public static IReadOnlyList<int> Sides { get; } = [96, 320, 640, LargestSide];

    /// <summary>The names of all files of a picture.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Sides.Select(FileOf), ForPush];

    /// <summary>Whether a text can be the name of a picture: 64 characters <c>0-9a-f</c>.</summary>
    public static bool IsName(string? text) => text is { Length: NameLength } && text.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <summary>The file whose longest side has so many points.</summary>
    public static string FileOf(int side) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{side}.webp");

    /// <summary>The path of a picture without its file: <c>/pictures/{name}</c>.</summary>
    public static string PathOf(string name) => "/pictures/" + name;

    /// <summary>The path of one file.</summary>
    /// <param name="name">The picture.</param>
    /// <param name="side">One of <see cref="Sides"/>.</param>
    public static string PathOf(string name, int side) => $"{PathOf(name)}/{FileOf(side)}";

    /// <summary>The path of the mark in a list; null without a picture.</summary>
    public static string? Mark(string name) => name.Length == 0 ? null : PathOf(name, Sides[0]);

    /// <summary>The type of a file, for who reads it.</summary>
    public static string TypeOf(string file) => file == ForPush ? "image/jpeg" : "image/webp";
}
