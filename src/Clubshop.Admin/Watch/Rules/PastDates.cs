using System.Globalization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Watch.Rules;

/// <summary>A date that a text names and that is over.</summary>
/// <param name="Day">The date.</param>
/// <param name="Words">As the text has it: "till 31 March 2026".</param>
public sealed record PastDate(DateOnly Day, string Words);

/// <summary>
/// Finds dates that are over in what people wrote, in English and in Hindi: 31 March 2026, March 31st, 2026, 31/03/2026, 2026-03-31, till 31 March,
/// ३१ मार्च तक. Rather one too few than one too many: a year alone is none, nor is the beginning of a span ("from", "since", the first of two),
/// nor a day without a year unless a word before or after it says that it is an end. Pure, and linear in the length of the text.
/// </summary>
public static class PastDates
{
    private const int LongestText = 20_000;

    private static readonly Dictionary<string, int> Months = MonthNames();

    // Words after which a date is an end.
    private static readonly HashSet<string> Until = new(StringComparer.Ordinal)
    {
        "till", "til", "until", "upto", "before", "by", "through", "thru", "ends", "ending", "end", "expires", "expiring", "expiry", "expire", "closes", "closing", "last", "deadline",
    };

    // Words after which a date is a beginning, or one that is only mentioned.
    private static readonly HashSet<string> From = new(StringComparer.Ordinal)
    {
        "from", "since", "after", "starting", "starts", "start", "begins", "beginning", "effective", "dated", "founded", "established", "born", "wef", "updated", "revised", "launched",
    };

    // Words between those and the date that change nothing.
    private static readonly HashSet<string> Between = new(StringComparer.Ordinal) { "the", "on", "of", "to", "is", "date", "day", "midnight", "and", "or", "including", "only", "as", "at" };

    /// <summary>The first date in the text that is over on a day; null when none is.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="today">The day in India.</param>
    /// <param name="written">The day on which the text was written or last changed: a day without a year is the next one from then on.</param>
    /// <param name="ends">The last day that the record holds; null when open. A day without a year that comes again until then is not over.</param>
    public static PastDate? Find(string text, DateOnly today, DateOnly written, DateOnly? ends)
    {
        var tokens = Tokens(text.Length > LongestText ? text[..LongestText] : text);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (Read(tokens, at) is not { } read)
                continue;

            if (Past(tokens, at, read, today, written, ends) is { } day)
            {
                var start = Reason(tokens, at) is { IsEnd: true, At: var word } ? word : at;
                return new(day, text[tokens[start].Start..tokens[read.Next - 1].End]);
            }

            at = read.Next - 1;
        }

        return null;
    }

    private static DateOnly? Past(List<Token> tokens, int at, DateRead read, DateOnly today, DateOnly written, DateOnly? ends)
    {
        var (isEnd, isStart) = (Reason(tokens, at)?.IsEnd == true || HindiEnd(tokens, read.Next), Reason(tokens, at)?.IsEnd == false || OpensSpan(tokens, read.Next));
        if (isStart)
            return null;

        if (read.Year is { } year)
            return Day(year, read.Month, read.Day) is { } day && day < today ? day : null;

        if (!isEnd)
            return null;

        // The first such day since it was written. Where it comes again before the offer ends, that one may be meant.
        if (Day(written.Year, read.Month, read.Day) is not { } first)
            return null;

        if (first < written)
            return null; // it was over when it was written: the next year's is meant
        return first < today && !(ends is { } last && Day(first.Year + 1, read.Month, read.Day) <= last) ? first : null;
    }

    // What the word before a date says of it: an end, a beginning; null for nothing.
    private static (bool IsEnd, int At)? Reason(List<Token> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && at - i <= 4; i--)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Sign)
            {
                if (token.Text is ":" or "(" or "-" or "–")
                    continue;
                return null;
            }

            if (token.Kind != TokenKind.Word)
                return null;
            if (Until.Contains(token.Text))
                return (true, i);
            if (token.Text == "to" && i > 0 && IsDateEnd(tokens, i - 1))
                return (true, i);
            if (token.Text == "up")
                return (true, i);
            if (From.Contains(token.Text) || (token.Text == "of" && i > 0 && tokens[i - 1].Text == "as"))
                return (false, i);
            if (!Between.Contains(token.Text))
                return null;
        }

        return null;
    }

    private static bool IsDateEnd(List<Token> tokens, int at) => tokens[at].Kind == TokenKind.Number || Months.ContainsKey(tokens[at].Text);

    // "31 मार्च तक", "31 मार्च 2026 से पहले": the word stands behind.
    private static bool HindiEnd(List<Token> tokens, int next) =>
        next < tokens.Count && (tokens[next].Text == "तक" || (tokens[next].Text == "से" && next + 1 < tokens.Count && tokens[next + 1].Text == "पहले"));

    // "1 March to 31 March", "1 मार्च से 31 मार्च": the first of two is a beginning.
    private static bool OpensSpan(List<Token> tokens, int next)
    {
        if (next >= tokens.Count)
            return false;

        var token = tokens[next];
        if (token.Text == "से")
            return !(next + 1 < tokens.Count && tokens[next + 1].Text == "पहले");
        return token.Text is "onwards" or "onward"
            || ((token.Text is "-" or "–" or "—" or "to" or "till" or "until" or "through" or "and") && next + 1 < tokens.Count && Read(tokens, next + 1) is not null);
    }

    private static DateRead? Read(List<Token> tokens, int at)
    {
        var token = tokens[at];
        if (token.Kind == TokenKind.Number)
        {
            // 31 March 2026, 31st of March, 2026
            var next = at + 1;
            if (next < tokens.Count && tokens[next].Kind == TokenKind.Word && tokens[next].Text is "st" or "nd" or "rd" or "th" && tokens[next].Start == token.End)
                next++;
            if (next < tokens.Count && tokens[next].Text is "of" or "-")
                next++;
            if (token.Length <= 2 && next < tokens.Count && Months.TryGetValue(tokens[next].Text, out var month) && token.Value is >= 1 and <= 31)
                return WithYear(tokens, next + 1, month, token.Value);

            return Numeric(tokens, at);
        }

        // March 31, 2026; March 31st
        if (token.Kind == TokenKind.Word && Months.TryGetValue(token.Text, out var named) && at + 1 < tokens.Count
            && tokens[at + 1] is { Kind: TokenKind.Number, Length: <= 2, Value: >= 1 and <= 31 } number)
        {
            var next = at + 2;
            if (next < tokens.Count && tokens[next].Text is "st" or "nd" or "rd" or "th" && tokens[next].Start == number.End)
                next++;
            return WithYear(tokens, next, named, number.Value);
        }

        return null;
    }

    private static DateRead WithYear(List<Token> tokens, int next, int month, int day)
    {
        var at = next;
        if (at < tokens.Count && tokens[at].Text is "," or "-" or "'" or "’")
            at++;
        return at < tokens.Count && tokens[at].Kind == TokenKind.Number && YearOf(tokens[at], shortAllowed: at > next && tokens[at - 1].Text is "'" or "’" or "-") is { } year
            ? new(year, month, day, at + 1)
            : new(null, month, day, next);
    }

    // 31/03/2026, 31-03-26, 31.3.2026, 2026-03-31: one sign between all three, no blank.
    private static DateRead? Numeric(List<Token> tokens, int at)
    {
        if (at + 4 >= tokens.Count || tokens[at + 2].Kind != TokenKind.Number || tokens[at + 4].Kind != TokenKind.Number
            || tokens[at + 1].Text is not ("/" or "-" or ".") || tokens[at + 3].Text != tokens[at + 1].Text)
            return null;

        for (var i = at; i < at + 4; i++)
        {
            if (tokens[i].End != tokens[i + 1].Start)
                return null;
        }

        // A longer row of numbers is something else: a telephone number, a version.
        if (Touches(tokens, at - 1, at) || Touches(tokens, at + 4, at + 5) || (Touches(tokens, at + 5, at + 6) && tokens[at + 4].End == tokens[at + 5].Start))
            return null;

        var (first, second, third) = (tokens[at], tokens[at + 2], tokens[at + 4]);
        if (first.Length == 4 && second.Length <= 2 && third.Length <= 2)
            return YearOf(first, shortAllowed: false) is { } iso && second.Value is >= 1 and <= 12 && third.Value is >= 1 and <= 31 ? new(iso, second.Value, third.Value, at + 5) : null;
        return first.Length <= 2 && second.Length <= 2 && first.Value is >= 1 and <= 31 && second.Value is >= 1 and <= 12 && YearOf(third, shortAllowed: true) is { } year
            ? new(year, second.Value, first.Value, at + 5)
            : null;
    }

    private static bool Touches(List<Token> tokens, int left, int right) =>
        left >= 0 && right < tokens.Count && tokens[left].End == tokens[right].Start
        && (tokens[left].Kind == TokenKind.Sign ? tokens[left].Text is "/" or "-" or "." or "+" : tokens[right].Kind == TokenKind.Sign && tokens[right].Text is "/" or "-" or "+");

    private static int? YearOf(Token token, bool shortAllowed) => token.Length switch
    {
        4 when token.Value is >= 1900 and <= 2199 => token.Value,
        2 when shortAllowed => 2000 + token.Value,
        _ => null,
    };

    private static DateOnly? Day(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            if (DigitOf(text[at]) >= 0)
            {
                var value = 0;
                for (; at < text.Length && DigitOf(text[at]) is >= 0 and var digit; at++)
                    value = value > 100_000 ? value : (value * 10) + digit;
                tokens.Add(new(TokenKind.Number, text[start..at], start, at, value));
            }
            else if (IsLetter(text[at]))
            {
                while (at < text.Length && IsLetter(text[at]))
                    at++;
                tokens.Add(new(TokenKind.Word, Fold.Text(text[start..at]), start, at, 0));
            }
            else
            {
                at++;
                tokens.Add(new(TokenKind.Sign, text[start..at], start, at, 0));
            }
        }

        return tokens;
    }

    // The digits of English and of Hindi.
    private static int DigitOf(char sign) => sign is >= '0' and <= '9' ? sign - '0' : sign is >= '\u0966' and <= '\u096f' ? sign - '\u0966' : -1;

    private static bool IsLetter(char sign) =>
        char.IsLetter(sign) || char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    private static Dictionary<string, int> MonthNames()
    {
        string[][] names =
        [
            ["january", "jan", "जनवरी"], ["february", "feb", "फरवरी", "फ़रवरी"], ["march", "mar", "मार्च"], ["april", "apr", "अप्रैल"], ["may", "मई"], ["june", "jun", "जून"],
            ["july", "jul", "जुलाई"], ["august", "aug", "अगस्त"], ["september", "sept", "sep", "सितंबर", "सितम्बर"], ["october", "oct", "अक्टूबर", "अक्तूबर"],
            ["november", "nov", "नवंबर", "नवम्बर"], ["december", "dec", "दिसंबर", "दिसम्बर"],
        ];
        return names.SelectMany((all, n) => all.Select(name => (Name: Fold.Text(name), Month: n + 1))).DistinctBy(pair => pair.Name, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Name, pair => pair.Month, StringComparer.Ordinal);
    }

    private enum TokenKind
    {
        Word,
        Number,
        Sign,
    }

    private sealed record Token(TokenKind Kind, string Text, int Start, int End, int Value)
    {
        public int Length => End - Start;
    }

    // Next is the token behind it.
    private sealed record DateRead(int? Year, int Month, int Day, int Next);
}
