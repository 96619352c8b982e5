namespace Clubshop.Admin.Common;

/// <summary>A refusal that a person can cause and correct.</summary>
/// <param name="Code">Stable name, for tests and callers; kebab-case.</param>
/// <param name="Message">What happened, what it means, what to do; shown to the person unchanged.</param>
/// <param name="Field">The property of the record it belongs to (its C# name), or null when it concerns the whole.</param>
public sealed record Problem(string Code, string Message, string? Field = null)
{
    /// <summary>The page of the record that stands in the way, for a link beside the message; null without one.</summary>
    public string? Href { get; init; }

    /// <summary>The person lacks the permission for what was asked.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The record does not exist (any more).</summary>
    public const string NotFound = "not-found";

    /// <summary>Somebody else saved the record in the meantime.</summary>
    public const string Conflict = "conflict";

    /// <summary>A unique value is taken.</summary>
    public const string Taken = "taken";
}
