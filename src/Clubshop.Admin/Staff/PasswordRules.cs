using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Staff;

/// <summary>One rule of a password, as it is shown and checked.</summary>
/// <param name="Text">The rule as shown.</param>
/// <param name="IsMet">Whether a password meets the rule.</param>
public sealed record PasswordRule(string Text, Func<string, bool> IsMet);

/// <summary>The rules for a new password, in the order shown.</summary>
public static class PasswordRules
{
    // Cognito's character classes: only Basic Latin letters count, and a space only inside the password.
    private const string Symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";

    /// <summary>The rules that can be checked without Cognito.</summary>
    public static IReadOnlyList<PasswordRule> Of(StaffOptions options)
    {
        List<PasswordRule> rules = [new(L[$"at least {options.PasswordLength} characters"], password => password.Length >= options.PasswordLength)];
        Add(options.PasswordUpper, L["an upper-case letter (A–Z)"], password => password.Any(char.IsAsciiLetterUpper));
        Add(options.PasswordLower, L["a lower-case letter (a–z)"], password => password.Any(char.IsAsciiLetterLower));
        Add(options.PasswordDigit, L["a digit (0–9)"], password => password.Any(char.IsAsciiDigit));
        Add(options.PasswordSymbol, L["a special character, such as ! ? # or -"], password => password.Any(Symbols.Contains) || password.Trim().Contains(' '));
        return rules;

        void Add(bool wanted, string text, Func<string, bool> isMet)
        {
            if (wanted)
                rules.Add(new(text, isMet));
        }
    }

    /// <summary>What a password is missing, in one sentence; null when it meets every rule.</summary>
    public static string? Check(StaffOptions options, string password)
    {
        var missing = Of(options).Where(rule => !rule.IsMet(password)).Select(rule => rule.Text).ToList();
        return missing.Count == 0 ? null : L[$"The new password still needs {Format.Listed(missing)}."];
    }
}
