using Clubshop.Admin.Common;

namespace Clubshop.Admin.GoTo;

/// <summary>How well something matches what was typed, the best first.</summary>
public enum GoToMatch
{
    /// <summary>Its whole name or code was typed.</summary>
    Whole,

    /// <summary>Its name begins with what was typed.</summary>
    Begins,

    /// <summary>Each word that was typed begins a word of it.</summary>
    Words,

    /// <summary>Each word that was typed is somewhere inside it.</summary>
    Inside,
}

/// <summary>What was typed into the "Go to" box, prepared once for all sources.</summary>
public sealed class GoToText
{
    private readonly string[] _wordStarts;

    private GoToText(string typed)
    {
        Typed = typed;
        Folded = Fold.Text(typed);
        Terms = Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _wordStarts = [.. Terms.Select(term => " " + term)];
    }

    /// <summary>The text as it was typed, trimmed.</summary>
    public string Typed { get; }

    /// <summary>The text as search compares it (<see cref="Fold.Text"/>).</summary>
    public string Folded { get; }

    /// <summary>The words of <see cref="Folded"/>.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Whether there is nothing to search for.</summary>
    public bool IsEmpty => Terms.Count == 0;

    /// <summary>Prepares a text.</summary>
    public static GoToText Of(string typed) => new(typed.Trim());

    /// <summary>How well something matches; null when it does not, and for an empty text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="others">What else it is known by: a code, an email, other words for it.</param>
    public GoToMatch? MatchOf(string name, params ReadOnlySpan<string> others)
    {
        var folded = Fold.Text(string.Join(' ', [name, .. others]));
        if (IsEmpty || !Terms.All(term => folded.Contains(term, StringComparison.Ordinal)))
            return null;

        var whole = IsWhole(name);
        foreach (var other in others)
            whole |= IsWhole(other);

        return MatchOf(folded, whole);
    }

    /// <summary>How well a text matches that is known to contain all <see cref="Terms"/>. Allocates nothing: the index asks it for many rows.</summary>
    /// <param name="folded">The folded text; the name comes first.</param>
    /// <param name="whole">Whether the typed text is the whole name or code.</param>
    public GoToMatch MatchOf(string folded, bool whole)
    {
        if (whole)
            return GoToMatch.Whole;
        if (folded.StartsWith(Folded, StringComparison.Ordinal))
            return GoToMatch.Begins;

        for (var i = 0; i < _wordStarts.Length; i++)
        {
            if (!folded.StartsWith(Terms[i], StringComparison.Ordinal) && !folded.Contains(_wordStarts[i], StringComparison.Ordinal))
                return GoToMatch.Inside;
        }

        return GoToMatch.Words;
    }

    /// <summary>Whether exactly this was typed, up to case and accents.</summary>
    public bool IsWhole(string text) =>
        text.Equals(Typed, StringComparison.OrdinalIgnoreCase) || (!System.Text.Ascii.IsValid(text) && Fold.Text(text) == Folded);
}
