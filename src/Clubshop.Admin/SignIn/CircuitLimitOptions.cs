using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.SignIn;

/// <summary>How much of an instance one session may take with open pages; configuration section <c>Circuits</c> (docs/limits.md).</summary>
public sealed class CircuitLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Circuits";

    /// <summary>Pages that one session may have open on an instance, 5 to 1,000. A lost page counts until it is given up.</summary>
    [Range(5, 1000)]
    public int PerSession { get; set; } = 40;

    /// <summary>Pages open on an instance, of all sessions, 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int PerInstance { get; set; } = 2000;

    /// <summary>
    /// The longest message a page may send, in kilobytes, 64 to 8,192: what is typed into one field, or pasted. What the field's own rule
    /// does not take is refused in words as long as it arrives; what is longer than this ends the connection.
    /// </summary>
    [Range(64, 8192)]
    public int MessageKilobytes { get; set; } = 1280;

    /// <summary>Pages without a connection that an instance keeps for whoever comes back, 0 to 10,000; the oldest is given up first.</summary>
    [Range(0, 10_000)]
    public int KeptWhenLost { get; set; } = 100;

    /// <summary>Seconds for which they are kept, 10 to 3,600.</summary>
    [Range(10, 3600)]
    public int KeptSeconds { get; set; } = 180;

    /// <summary>Seconds after the end of a session in which its pages lead to the sign-in page by themselves; then they are cut off.</summary>
    [Range(1, 60)]
    public int LeaveSeconds { get; set; } = 15;
}
