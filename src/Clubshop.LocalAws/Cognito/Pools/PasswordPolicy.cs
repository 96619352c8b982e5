using System.Buffers;
using System.Security.Cryptography;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>A pool's rules for passwords (PasswordPolicyType), with the service's defaults where a pool says nothing.</summary>
/// <param name="MinimumLength">Characters, 6–99.</param>
/// <param name="RequireUppercase">A–Z required; other alphabets do not count.</param>
/// <param name="RequireLowercase">a–z required.</param>
/// <param name="RequireNumbers">0–9 required.</param>
/// <param name="RequireSymbols">One of <see cref="Symbols"/>, or an inner space.</param>
/// <param name="HistorySize">How many earlier passwords may not come back, 0–24.</param>
/// <param name="TemporaryDays">Days that a temporary password works, 1–365.</param>
internal sealed record PasswordPolicy(
    int MinimumLength,
    bool RequireUppercase,
    bool RequireLowercase,
    bool RequireNumbers,
    bool RequireSymbols,
    int HistorySize,
    int TemporaryDays)
{
    /// <summary>What counts as a symbol.</summary>
    public const string Symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";

    private static readonly SearchValues<char> SymbolSet = SearchValues.Create(Symbols);

    private const string Lowercase = "abcdefghijkmnopqrstuvwxyz";
    private const string Uppercase = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";

    public static PasswordPolicy Read(Input? policy) => new(
        (int)(policy?.Number("MinimumLength") ?? 8),
        policy?.Flag("RequireUppercase") ?? policy is null,
        policy?.Flag("RequireLowercase") ?? policy is null,
        policy?.Flag("RequireNumbers") ?? policy is null,
        policy?.Flag("RequireSymbols") ?? policy is null,
        (int)(policy?.Number("PasswordHistorySize") ?? 0),
        policy?.Number("TemporaryPasswordValidityDays") is { } days and > 0 ? (int)days : 7);

    /// <summary>Refuses a password that breaks a rule; the service names one rule at a time.</summary>
    public void Check(string password)
    {
        var broken = password.Length < MinimumLength ? "Password not long enough"
            : RequireUppercase && !password.Any(char.IsAsciiLetterUpper) ? "Password must have uppercase characters"
            : RequireLowercase && !password.Any(char.IsAsciiLetterLower) ? "Password must have lowercase characters"
            : RequireNumbers && !password.Any(char.IsAsciiDigit) ? "Password must have numeric characters"
            : RequireSymbols && !HasSymbol(password) ? "Password must have symbol characters"
            : null;
        if (broken is not null)
            throw new CognitoException("InvalidPasswordException", "Password did not conform with policy: " + broken);
    }

    /// <summary>A random password that keeps the rules, without characters that are easily mistaken.</summary>
    public string Generate()
    {
        var length = Math.Max(MinimumLength, 12);
        Span<char> password = stackalloc char[length];
        RandomNumberGenerator.GetItems<char>(Lowercase + Uppercase + Digits, password);
        password[0] = RandomNumberGenerator.GetItems<char>(Uppercase, 1)[0];
        password[1] = RandomNumberGenerator.GetItems<char>(Lowercase, 1)[0];
        password[2] = RandomNumberGenerator.GetItems<char>(Digits, 1)[0];
        password[3] = RandomNumberGenerator.GetItems<char>("!#%-+", 1)[0];
        RandomNumberGenerator.Shuffle(password);
        return new string(password);
    }

    private static bool HasSymbol(string password) =>
        password.AsSpan().IndexOfAny(SymbolSet) >= 0 || password.AsSpan().Trim(' ').Contains(' ');
}
