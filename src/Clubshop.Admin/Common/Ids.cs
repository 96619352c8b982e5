namespace Clubshop.Admin.Common;

/// <summary>Ids that sort by the time they were made.</summary>
public static class Ids
{
    /// <summary>A new id: a version 7 UUID (RFC 9562) as 32 lower-case hexadecimal digits, its first 48 bits the time in milliseconds.</summary>
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Whether a text has the form of an id made by <see cref="New"/>: 32 lower-case hexadecimal digits.</summary>
    public static bool IsValid(string? text) => text is { Length: 32 } && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
