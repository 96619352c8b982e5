using System.Security.Cryptography;

namespace Clubshop.Coupons;

/// <summary>How codes are generated.</summary>
/// <param name="Count">How many, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Length">Random characters of each, <see cref="MinLength"/> to <see cref="MaxLength"/>; the check character comes on top.</param>
/// <param name="Prefix">What each begins with: up to <see cref="MaxPrefix"/> of A to Z and 0 to 9, upper case; empty for nothing.</param>
public sealed record CodeRecipe(int Count, int Length, string Prefix = "")
{
    /// <summary>Most codes at once.</summary>
    public const int MaxCount = 100_000;

    /// <summary>Fewest random characters.</summary>
    public const int MinLength = 6;

    /// <summary>Most random characters.</summary>
    public const int MaxLength = 20;

    /// <summary>Longest prefix.</summary>
    public const int MaxPrefix = 10;

    /// <summary>Random and check characters: none that looks like another (no 0 O 1 I L U).</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    // Of all codes of the length at most one in this many is made: guessing one takes as many tries.
    private const double Sparse = 1000;

    /// <summary>What is wrong with it; empty when it can be used.</summary>
    public IReadOnlyList<RecipeProblem> Check()
    {
        List<RecipeProblem> problems = [];
        if (Count is < 1 or > MaxCount)
            problems.Add(new(nameof(Count), "Choose a number of codes from 1 to 1,00,000."));
        if (Length is < MinLength or > MaxLength)
            problems.Add(new(nameof(Length), $"Choose from {MinLength} to {MaxLength} random characters."));
        else if (Count > Math.Pow(Alphabet.Length, Length) / Sparse)
            problems.Add(new(nameof(Length), "So many codes of this length could be guessed. Choose more characters."));
        if (Prefix is null || Prefix.Length > MaxPrefix || !Prefix.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)))
            problems.Add(new(nameof(Prefix), $"A prefix has up to {MaxPrefix} of A to Z and 0 to 9, without blanks and dashes."));
        return problems;
    }

    /// <summary>A new code, from the system's cryptographic source. Not unique by itself: whoever fills a pool leaves out what is there.</summary>
    public string Next()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Length);
        return Prefix + random + CheckOf(random);
    }

    /// <summary>
    /// Whether a generated code's check character is right: a mistyped character always shows, two neighbours swapped nearly always.
    /// </summary>
    /// <param name="code">The normalized code.</param>
    /// <param name="prefix">The prefix that it was generated with; the check character is not of it.</param>
    public static bool HasRightCheck(string code, string prefix = "") =>
        code.Length > prefix.Length + 1 && code.StartsWith(prefix, StringComparison.Ordinal) && code[prefix.Length..].All(Alphabet.Contains)
        && code[^1] == CheckOf(code.AsSpan(prefix.Length, code.Length - prefix.Length - 1));

    // Luhn mod N (ISO/IEC 7812 has it for N = 10): from the right, every other number doubled and its digits in base N added.
    private static char CheckOf(ReadOnlySpan<char> text)
    {
        var (sum, factor) = (0, 2);
        for (var i = text.Length - 1; i >= 0; i--, factor = 3 - factor)
        {
            var addend = factor * Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            sum += (addend / Alphabet.Length) + (addend % Alphabet.Length);
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}

/// <summary>What is wrong with a recipe.</summary>
/// <param name="Property">The property at fault: <c>Count</c>, <c>Length</c>, <c>Prefix</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record RecipeProblem(string Property, string Message);
