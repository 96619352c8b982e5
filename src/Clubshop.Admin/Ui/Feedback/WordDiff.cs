namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Finds the words that were removed from a text and added to it.</summary>
public static class WordDiff
{
    private const int MaxWords = 400;

    // Words left at each end of a long run that is the same.
    private const int Kept = 10;

    /// <summary>What happened to a run of words.</summary>
    public enum Kind
    {
        /// <summary>In both.</summary>
        Same,

        /// <summary>Only before.</summary>
        Removed,

        /// <summary>Only after.</summary>
        Added,
    }

    /// <summary>A run of words.</summary>
    /// <param name="Kind">What happened to it.</param>
    /// <param name="Text">The words.</param>
    public readonly record struct Run(Kind Kind, string Text);

    /// <summary>
    /// The runs that turn <paramref name="before"/> into <paramref name="after"/>, by the longest common subsequence of words.
    /// Texts that share less than a third of their words, or of which more than 400 words lie between the same beginning and the same end, are returned
    /// whole, before and after.
    /// </summary>
    public static IReadOnlyList<Run> Of(string? before, string? after)
    {
        var (allLeft, allRight) = (Words(before), Words(after));
        if (allLeft.Length == 0 || allRight.Length == 0)
        {
            return Whole(before, after);
        }

        // A long text that was changed in one place is compared there alone.
        var shorter = Math.Min(allLeft.Length, allRight.Length);
        var (begins, ends) = (0, 0);
        while (begins < shorter && allLeft[begins] == allRight[begins])
        {
            begins++;
        }

        while (ends < shorter - begins && allLeft[^(ends + 1)] == allRight[^(ends + 1)])
        {
            ends++;
        }

        var (left, right) = (allLeft[begins..^ends], allRight[begins..^ends]);
        if (left.Length > MaxWords || right.Length > MaxWords)
        {
            return Whole(before, after);
        }

        var lengths = Lengths(left, right);
        if ((begins + ends + lengths[0, 0]) * 3 < Math.Max(allLeft.Length, allRight.Length))
        {
            return Whole(before, after);
        }

        var runs = new List<Run>();
        if (begins > 0)
        {
            Append(runs, Kind.Same, string.Join(' ', allLeft[..begins]));
        }

        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                Append(runs, Kind.Same, left[i++]);
                j++;
            }
            else if (j == right.Length || (i < left.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                Append(runs, Kind.Removed, left[i++]);
            }
            else
            {
                Append(runs, Kind.Added, right[j++]);
            }
        }

        if (ends > 0)
        {
            Append(runs, Kind.Same, string.Join(' ', allLeft[^ends..]));
        }

        return runs;
    }

    /// <summary>A run that is the same, shortened to its ends where it is long.</summary>
    public static string Shorten(string run)
    {
        var words = Words(run);
        return words.Length <= Kept * 3 ? run : $"{string.Join(' ', words[..Kept])} … {string.Join(' ', words[^Kept..])}";
    }

    private static int[,] Lengths(string[] left, string[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static void Append(List<Run> runs, Kind kind, string word)
    {
        if (runs.Count > 0 && runs[^1].Kind == kind)
        {
            runs[^1] = new Run(kind, runs[^1].Text + " " + word);
        }
        else
        {
            runs.Add(new Run(kind, word));
        }
    }

    private static List<Run> Whole(string? before, string? after)
    {
        var runs = new List<Run>();
        if (!string.IsNullOrEmpty(before))
        {
            runs.Add(new Run(Kind.Removed, before));
        }

        if (!string.IsNullOrEmpty(after))
        {
            runs.Add(new Run(Kind.Added, after));
        }

        return runs;
    }

    private static string[] Words(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
