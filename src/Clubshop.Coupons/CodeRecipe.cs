namespace Clubshop.Coupons;

/// <summary>How codes are generated.</summary>
/// <param name="Count">How many, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Length">Random characters of each, <see cref="MinLength"/> to <see cref="MaxLength"/>; the check character comes on top.</param>
/// <param name="Prefix">What each begins with: up to <see cref="MaxPrefix"/> of A to Z and 0 to 9; empty for nothing.</param>
public sealed partial record CodeRecipe(int Count, int Length, string Prefix = "")
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

    /// <summary>What is wrong with it; empty when it can be used. The names of the properties, each once.</summary>
    public IReadOnlyList<RecipeProblem> Check() => throw new NotSupportedException();

    /// <summary>A new code, from the system's cryptographic source. Not unique by itself: whoever fills a pool leaves out what is there.</summary>
    public string Next() => throw new NotSupportedException();

    /// <summary>Whether a code's check character is right; only of generated codes.</summary>
    /// <param name="code">The normalized code.</param>
    /// <param name="prefix">The prefix that it was generated with; it is not checked.</param>
    public static bool HasRightCheck(string code, string prefix = "") => throw new NotSupportedException();
}

/// <summary>What is wrong with a recipe.</summary>
/// <param name="Property">The property at fault: <c>Count</c>, <c>Length</c>, <c>Prefix</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record RecipeProblem(string Property, string Message);
