using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>What the ledger's library says, in the language of the person: the library itself speaks English, as the end users' server does.</summary>
internal static class CouponTexts
{
    /// <summary>Why a text is no code; never with the code in it. Null for a code.</summary>
    public static string? Of(CodeReading read) => read.Problem switch
    {
        null => null,
        CodeProblem.Empty => L["There is no code."],
        CodeProblem.TooShort => L[$"A code has at least {CouponCode.MinLength} letters and digits."],
        CodeProblem.TooLong => L[$"A code has at most {CouponCode.MaxLength} letters and digits."],
        CodeProblem.LookAlike => L[$"The code has a character of another script ({read.Character}) that looks like a Latin letter or digit. Type it again with A to Z and 0 to 9."],
        _ => L[$"The code has a character ({read.Character}) that codes do not have. Use A to Z and 0 to 9."],
    };

    /// <summary>What is wrong with a recipe.</summary>
    public static string Of(RecipeProblem wrong) => Known.Contains(wrong.Message) ? L[wrong.Message] : wrong.Property switch
    {
        nameof(CodeRecipe.Length) => L[$"Choose from {CodeRecipe.MinLength} to {CodeRecipe.MaxLength} random characters."],
        nameof(CodeRecipe.Prefix) => L[$"A prefix has up to {CodeRecipe.MaxPrefix} of A to Z and 0 to 9, without blanks and dashes."],
        _ => wrong.Message,
    };

    private static readonly string[] Known =
        [L.Later("Choose a number of codes from 1 to 1,00,000."), L.Later("So many codes of this length could be guessed. Choose more characters.")];
}
