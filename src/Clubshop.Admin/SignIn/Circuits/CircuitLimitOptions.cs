using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>Limits for open pages (circuits); configuration section <c>Circuits</c> (docs/limits.md).</summary>
public sealed class CircuitLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Circuits";

    /// <summary>Pages that one session may have open on an instance, 5 to 1,000. A disconnected page counts until it is discarded.</summary>
    [Range(5, 1000)]
    public int PerSession { get; set; } = 40;

    /// <summary>Pages open on an instance in total, 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int PerInstance { get; set; } = 2000;

    /// <summary>
    /// The longest message that a page may send, in kilobytes, 64 to 8,192, such as a text pasted into a field. Below this limit the field's
    /// own rule answers with an explanation; a longer message closes the connection.
    /// </summary>
    [Range(64, 8192)]
    public int MessageKilobytes { get; set; } = 1280;

    /// <summary>Disconnected pages that an instance keeps for a reconnect, 0 to 10,000; the oldest is discarded first.</summary>
    [Range(0, 10_000)]
    public int KeptWhenLost { get; set; } = 100;

    /// <summary>Seconds for which a disconnected page is kept, 10 to 3,600.</summary>
    [Range(10, 3600)]
    public int KeptSeconds { get; set; } = 180;

    /// <summary>Seconds after the end of a session in which its pages redirect to sign-in by themselves, 1 to 60; then they are disconnected.</summary>
    [Range(1, 60)]
    public int LeaveSeconds { get; set; } = 15;
}
