using System.Text.RegularExpressions;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>What a prefix of tables may be: DynamoDB's names have 3 to 255 letters, digits, dots, dashes and underscores.</summary>
internal static partial class TablePrefix
{
    /// <summary>Whether tables can be called so.</summary>
    public static bool IsValid(string prefix) => Allowed.IsMatch(prefix);

    [GeneratedRegex(@"^[a-zA-Z0-9_.-]{1,200}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed { get; }
}
