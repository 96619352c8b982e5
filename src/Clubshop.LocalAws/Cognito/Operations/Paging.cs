using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations;

/// <summary>Pages and the opaque tokens between them: where the last page ended, bound to the question that was asked.</summary>
internal static class Paging
{
    /// <summary>Entries of a page when the caller names no number, and the most there may be.</summary>
    public const int Most = 60;

    private const int CheckBytes = 12;

    /// <summary>The caller's page size; 0 or no value means the largest.</summary>
    public static int Size(Input input, string member) => input.Number(member) is { } size and > 0 ? (int)size : Most;

    /// <summary>A token that goes on after a position of a question.</summary>
    public static string Token(string question, string position)
    {
        byte[] text = [.. Check(question, position), .. Encoding.UTF8.GetBytes(position)];
        return Base64Url.EncodeToString(text);
    }

    /// <summary>The position that a token carries, or null without one; refuses a token of another question.</summary>
    public static string? Position(string question, string? token)
    {
        if (token is null)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var length) && length > CheckBytes)
        {
            var position = Encoding.UTF8.GetString(bytes, CheckBytes, length - CheckBytes);
            if (bytes.AsSpan(0, CheckBytes).SequenceEqual(Check(question, position)))
                return position;
        }

        throw Refusals.InvalidParameter("Invalid pagination token");
    }

    /// <summary>A page of items that are in the order of their keys.</summary>
    /// <returns>The page, and the token for the next one or null.</returns>
    public static (List<T> Page, string? Next) Cut<T>(
        IEnumerable<T> ordered, Func<T, string> key, int size, string question, string? token)
    {
        var after = Position(question, token);
        var page = ordered.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(size + 1).ToList();
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, Token(question, key(page[^1])));
    }

    private static byte[] Check(string question, string position) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\n{position}"))[..CheckBytes];
}
