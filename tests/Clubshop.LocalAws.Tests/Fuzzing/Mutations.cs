using System.Text;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Fuzzing;

/// <summary>Requests that were right, with some places changed: they reach deeper than random bytes.</summary>
internal static class Mutations
{
    /// <summary>What is put into JSON: its signs, odd numbers, odd characters.</summary>
    public static readonly string[] Json =
    [
        "\"", "{", "}", "[", "]", ",", ":", "null", "true", "false", "\"\"", "{}", "[]", "0", "-1", "1e999", "99999999999999999999", "0.5", "\\ud800", "\\udc00",
        "\\u0000", "\\n", "\n", " ", "\u0661", "\U0001F600", "\u00ff", "\\", "a", "Z", "\"a\":1,", "\"a\"", "[0]", ".", "=", "#", "x".PadRight(300, 'x'),
    ];

    /// <summary>One of the texts, with up to six changes.</summary>
    public static Gen<string> Of(string[] texts, params string[] snippets) =>
        Gen.Select(Gen.OneOf(texts), Changes(snippets)).Select(pair => pair.Item2.Aggregate(pair.Item1, (text, change) => change.Apply(text)));

    /// <summary>Changes; no change in two of three cases where a correct request must occur now and then.</summary>
    public static Gen<Change[]> Changes(string[] snippets) =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 3], Gen.Int[1, 12], Gen.OneOf(snippets)).Select(change => new Change(change.Item1, change.Item2, change.Item3, change.Item4)).Array[0, 6];

    /// <summary>As bytes: UTF-8, or Latin-1, which is not UTF-8 where it matters.</summary>
    public static byte[] Bytes(string text, bool latin) => latin ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
}

/// <summary>A change of a text at a place: something put in, taken out, put in the place of something else, or doubled.</summary>
internal sealed record Change(int Place, int Kind, int Length, string Snippet)
{
    public string Apply(string text)
    {
        var at = text.Length == 0 ? 0 : Place % (text.Length + 1);
        var length = Math.Min(Length, text.Length - at);
        return Kind switch
        {
            0 => text.Insert(at, Snippet),
            1 => text.Remove(at, length),
            2 => text.Remove(at, length).Insert(at, Snippet),
            _ => text.Insert(at, text.Substring(at, length)),
        };
    }
}

/// <summary>One world for many cases, and a new one now and then: what they leave behind would fill the memory.</summary>
internal sealed class Renewed<T>(Func<Task<T>> make, int cases = 10_000)
{
    private readonly Lock _gate = new();
    private Task<T>? _current;
    private int _used;

    public Task<T> GetAsync()
    {
        lock (_gate)
        {
            if (_current is null || ++_used % cases == 0) _current = make();
            return _current;
        }
    }
}
