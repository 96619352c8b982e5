namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Finds the words that were removed from a text and added to it.</summary>
public static class WordDiff
{
    private const int MaxWords = 400;

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
    /// Texts that share less than a third of their words, or have more than 400 words, are returned whole, before and after.
    /// </summary>
    public static IReadOnlyList<Run> Of(string? before, string? after)
    {
        var (left, right) = (Words(before), Words(after));
        if (left.Length == 0 || right.Length == 0 || left.Length > MaxWords || right.Length > MaxWords)
        {
            return Whole(before, after);
        }

        var lengths = Lengths(left, right);
        if (lengths[0, 0] * 3 < Math.Max(left.Length, right.Length))
        {
            return Whole(before, after);
        }

        var runs = new List<Run>();
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

        return runs;
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
