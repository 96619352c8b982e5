using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Clubshop.Admin.Common;

/// <summary>
/// Where the portal measures itself (docs/operations.md). Each capability declares its instruments where it uses them; what a tag may say is closed:
/// kinds, outcomes, names of tables and nodes, never ids of people, addresses, texts or codes.
/// </summary>
public static class PortalMeter
{
    /// <summary>Name of the meter and of the source of activities.</summary>
    public const string Name = "Clubshop.Admin";

    /// <summary>The tag that says how something ended.</summary>
    public const string Outcome = "outcome";

    /// <summary>The tag that says of which kind something is.</summary>
    public const string Kind = "kind";

    /// <summary>The meter. What is counted while nobody listens costs a comparison.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>Activities of work that no request starts: jobs, sends.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>The name of an enum's value as tags have it: <c>CodeWrong</c> is <c>code-wrong</c>.</summary>
    public static string Tag(Enum value) =>
        string.Concat(value.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
