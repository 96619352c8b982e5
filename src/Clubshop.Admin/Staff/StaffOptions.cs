using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Staff;

/// <summary>
/// What the portal asks of staff passwords; configuration section <c>Staff</c>. The pool's own policy must be no weaker, and has the
/// last word: where it asks for more, its refusal is shown.
/// </summary>
public sealed class StaffOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Staff";

    /// <summary>Characters at least, 8 to 99.</summary>
    [Range(8, 99)]
    public int PasswordLength { get; set; } = 8;

    /// <summary>Whether an upper-case letter is needed.</summary>
    public bool PasswordUpper { get; set; } = true;

    /// <summary>Whether a lower-case letter is needed.</summary>
    public bool PasswordLower { get; set; } = true;

    /// <summary>Whether a digit is needed.</summary>
    public bool PasswordDigit { get; set; } = true;

    /// <summary>Whether a special character is needed.</summary>
    public bool PasswordSymbol { get; set; } = true;

    /// <summary>Passwords that must not come again, 0 to 24: the pool's <c>PasswordHistorySize</c>.</summary>
    [Range(0, 24)]
    public int PasswordHistory { get; set; } = 24;

    /// <summary>Days after which a password has to be changed, 0 to 3,650; 0 for never. Cognito has no such rule: the portal keeps the date.</summary>
    [Range(0, 3650)]
    public int PasswordMaxAgeDays { get; set; } = 90;
}

/// <summary>One rule of a password, as it is shown and checked.</summary>
/// <param name="Text">In words.</param>
/// <param name="IsMet">Whether a password keeps it.</param>
public sealed record PasswordRule(string Text, Func<string, bool> IsMet);

/// <summary>The rules that a new password keeps, in the order they are listed.</summary>
public static class PasswordRules
{
    // Cognito's characters: letters count only as Basic Latin, and a space only inside the password.
    private const string Symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";

    /// <summary>The rules that can be checked here.</summary>
    public static IReadOnlyList<PasswordRule> Of(StaffOptions options)
    {
        List<PasswordRule> rules = [new($"at least {options.PasswordLength} characters", password => password.Length >= options.PasswordLength)];
        Add(options.PasswordUpper, "an upper-case letter (A–Z)", password => password.Any(char.IsAsciiLetterUpper));
        Add(options.PasswordLower, "a lower-case letter (a–z)", password => password.Any(char.IsAsciiLetterLower));
        Add(options.PasswordDigit, "a digit (0–9)", password => password.Any(char.IsAsciiDigit));
        Add(options.PasswordSymbol, "a special character, such as ! ? # or -", password => password.Any(Symbols.Contains) || password.Trim().Contains(' '));
        return rules;

        void Add(bool wanted, string text, Func<string, bool> isMet)
        {
            if (wanted)
                rules.Add(new(text, isMet));
        }
    }

    /// <summary>What a password lacks, in one sentence; null when it keeps every rule.</summary>
    public static string? Lacking(StaffOptions options, string password)
    {
        var missing = Of(options).Where(rule => !rule.IsMet(password)).Select(rule => rule.Text).ToList();
        return missing.Count switch
        {
            0 => null,
            1 => $"The new password still needs {missing[0]}.",
            _ => $"The new password still needs {string.Join(", ", missing.Take(missing.Count - 1))} and {missing[^1]}.",
        };
    }
}
