using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Staff;

/// <summary>
/// The rules for staff passwords; configuration section <c>Staff</c>. The pool's own policy must be at least as strict and decides: when it
/// requires more, its refusal is shown.
/// </summary>
public sealed class StaffOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Staff";

    /// <summary>Minimum length in characters, 8 to 99.</summary>
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

    /// <summary>Number of previous passwords that must not be reused, 0 to 24: the pool's <c>PasswordHistorySize</c>.</summary>
    [Range(0, 24)]
    public int PasswordHistory { get; set; } = 24;

    /// <summary>Days after which a password has to be changed, 0 to 3,650; 0 for never. Cognito has no such rule, so the portal keeps the date.</summary>
    [Range(0, 3650)]
    public int PasswordMaxAgeDays { get; set; } = 90;
}
