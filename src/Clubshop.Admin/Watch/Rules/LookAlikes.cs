using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Watch.Rules;

/// <summary>
/// Offers of one shop whose titles are nearly the same and that are on at the same time. Linear in the number of offers: a title is only compared with
/// those that share one of three pieces with it, because two letters cannot change all three.
/// </summary>
public static class LookAlikes
{
    /// <summary>Letters that may differ.</summary>
    public const int MaxDistance = 2;

    // Shorter titles are alike only where they are the same.
    private const int MinLetters = 8;

    // Longer ones are alike only where they are the same.
    private const int LongestWord = 60;

    // Titles compared with one: where hundreds share a piece, it says nothing.
    private const int MostCandidates = 40;

    /// <summary>Each published offer that looks like an older one, with that one.</summary>
    /// <param name="offers">Offers in any order.</param>
    /// <param name="now">The present: what has ended looks like nothing.</param>
    public static IReadOnlyList<(OfferRow Newer, OfferRow Older)> Find(IEnumerable<OfferRow> offers, DateTimeOffset now)
    {
        List<(OfferRow, OfferRow)> found = [];
        var ofShop = offers.Where(row => row.PhaseAt(now) is Phase.Live or Phase.Scheduled)
            .GroupBy(row => (row.ShopId, row.Benefit, row.Value));
        foreach (var group in ofShop.Where(group => group.Skip(1).Any()))
        {
            var pieces = new Dictionary<(int Length, int Piece, string Text), List<(OfferRow Row, Title Title)>>();
            foreach (var row in group.OrderBy(row => row.Id, StringComparer.Ordinal))
            {
                var title = Title.Of(row.Title);
                if (Older(row, title, pieces) is { } older)
                    found.Add((row, older));
                foreach (var piece in title.Pieces())
                {
                    if (!pieces.TryGetValue(piece, out var same))
                        pieces[piece] = same = [];
                    same.Add((row, title));
                }
            }
        }

        return found;
    }

    /// <summary>Whether two offers look alike, whatever their order.</summary>
    public static bool AreAlike(OfferRow one, OfferRow other, DateTimeOffset now) =>
        one.Id != other.Id && one.ShopId == other.ShopId && one.Benefit == other.Benefit && one.Value == other.Value
        && one.PhaseAt(now) is Phase.Live or Phase.Scheduled && other.PhaseAt(now) is Phase.Live or Phase.Scheduled
        && Overlap(one, other) && AreAlike(one.Title, other.Title);

    /// <summary>Whether two titles are nearly the same: the same numbers, and at most two letters that differ, no word becoming another one.</summary>
    public static bool AreAlike(string one, string other) => Title.Of(one).IsLike(Title.Of(other));

    private static OfferRow? Older(OfferRow row, Title title, Dictionary<(int, int, string), List<(OfferRow Row, Title Title)>> pieces)
    {
        var (seen, compared) = (new HashSet<string>(StringComparer.Ordinal), 0);

        // The rarest first: a piece that all of a shop's titles have says nothing.
        foreach (var candidates in title.Probes().Select(piece => pieces.GetValueOrDefault(piece)).OfType<List<(OfferRow Row, Title Title)>>().OrderBy(same => same.Count))
        {
            foreach (var (other, their) in candidates)
            {
                if (!seen.Add(other.Id))
                    continue;
                if (Overlap(row, other) && title.IsLike(their))
                    return other;
                if (++compared >= MostCandidates)
                    return null;
            }
        }

        return null;
    }

    private static bool Overlap(OfferRow one, OfferRow other) =>
        (one.Starts ?? DateTimeOffset.MinValue) < (other.Ends ?? DateTimeOffset.MaxValue) && (other.Starts ?? DateTimeOffset.MinValue) < (one.Ends ?? DateTimeOffset.MaxValue);

    /// <summary>A title as it is compared: its words folded, its numbers apart.</summary>
    private sealed record Title(string[] Words, string Numbers, string Letters)
    {
        public static Title Of(string text)
        {
            var (words, numbers, word) = (new List<string>(), new StringBuilder(), new StringBuilder());
            foreach (var sign in Fold.Text(text) + " ")
            {
                if (char.IsDigit(sign) || (sign is '.' or '%' && numbers.Length > 0 && numbers[^1] != ' ' && word.Length == 0))
                {
                    numbers.Append(sign);
                    continue;
                }

                if (numbers.Length > 0 && numbers[^1] != ' ' && sign != ',')
                    numbers.Append(' ');
                if (char.IsLetter(sign) || char.IsSurrogate(sign) || char.GetUnicodeCategory(sign) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
                {
                    word.Append(sign);
                }
                else if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
            }

            return new([.. words], numbers.ToString(), string.Concat(words));
        }

        public bool IsLike(Title other)
        {
            if (Numbers != other.Numbers)
                return false;
            if (Letters == other.Letters)
                return true;
            if (Words.Length != other.Words.Length || Math.Min(Letters.Length, other.Letters.Length) < MinLetters)
                return false;

            var left = MaxDistance;
            for (var i = 0; i < Words.Length && left >= 0; i++)
            {
                var distance = Distance(Words[i], other.Words[i]);

                // "men" and "women" are two words, not one with a slip.
                if (distance > Math.Max(1, Math.Min(Words[i].Length, other.Words[i].Length) / 4) || (distance > 0 && Math.Min(Words[i].Length, other.Words[i].Length) < 4))
                    return false;
                left -= distance;
            }

            return left >= 0;
        }

        // The letters in three pieces. Two titles that differ in two letters have one of them in common.
        public IEnumerable<(int Length, int Piece, string Text)> Pieces()
        {
            for (var piece = 0; piece <= MaxDistance; piece++)
            {
                var (start, length) = Span(Letters.Length, piece);
                yield return (Letters.Length, piece, Letters.Substring(start, length));
            }
        }

        // Where a piece of a title of nearly this length may stand in this one.
        public IEnumerable<(int Length, int Piece, string Text)> Probes()
        {
            for (var length = Math.Max(0, Letters.Length - MaxDistance); length <= Letters.Length + MaxDistance; length++)
            {
                for (var piece = 0; piece <= MaxDistance; piece++)
                {
                    var (start, size) = Span(length, piece);
                    for (var at = Math.Max(0, start - MaxDistance); at <= Math.Min(start + MaxDistance, Letters.Length - size); at++)
                        yield return (length, piece, Letters.Substring(at, size));
                }
            }
        }

        private static (int Start, int Length) Span(int length, int piece)
        {
            var start = length * piece / (MaxDistance + 1);
            return (start, (length * (piece + 1) / (MaxDistance + 1)) - start);
        }

        // Levenshtein; more than the most allowed is as good as any.
        private static int Distance(string one, string other)
        {
            if (one == other)
                return 0;
            if (Math.Abs(one.Length - other.Length) > MaxDistance || other.Length > LongestWord)
                return MaxDistance + 1;

            // Of a word: short, and compared often.
            Span<int> before = stackalloc int[other.Length + 1], row = stackalloc int[other.Length + 1];
            for (var j = 0; j <= other.Length; j++)
                before[j] = j;
            for (var i = 1; i <= one.Length; i++)
            {
                row[0] = i;
                for (var j = 1; j <= other.Length; j++)
                    row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                row.CopyTo(before);
            }

            return before[other.Length];
        }
    }
}
