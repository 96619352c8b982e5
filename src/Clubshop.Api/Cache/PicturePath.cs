namespace Clubshop.Api.Cache;

/// <summary>The paths of pictures (docs/cache-contract.md): what is not one is left out, whoever wrote it.</summary>
internal static class PicturePath
{
    private const string Start = "/pictures/";
    private const int NameLength = 64;

    /// <summary>The path of a picture by its name in a table; null where there is none.</summary>
    public static string? Of(string? name) => name is { Length: NameLength } && name.All(char.IsAsciiHexDigitLower) ? Start + name : null;

    /// <summary>A path as the cache has it; null where it is not one.</summary>
    public static string? Checked(string? path) =>
        path is { Length: > NameLength } && path.StartsWith(Start, StringComparison.Ordinal) ? Of(path[Start.Length..]) : null;
}
