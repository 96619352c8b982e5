using System.Runtime.InteropServices;

namespace Clubshop.Admin.Common;

/// <summary>What the clock says of a published record; derived, never stored.</summary>
public enum Phase
{
    /// <summary>Its start is still to come.</summary>
    Scheduled,

    /// <summary>It has started and not ended.</summary>
    Live,

    /// <summary>Its end is past.</summary>
    Ended,
}

/// <summary>From when until when something holds.</summary>
/// <param name="Starts">First instant at which it holds; null when it always did.</param>
/// <param name="Ends">First instant at which it no longer holds; null when it has no end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Validity(DateTimeOffset? Starts, DateTimeOffset? Ends)
{
    /// <summary>Whether the end lies after the start, where both are given.</summary>
    public bool InOrder => Starts is not { } starts || Ends is not { } ends || starts < ends;

    /// <summary>The phase at an instant. The start belongs to the validity, the end does not.</summary>
    public Phase PhaseAt(DateTimeOffset now) =>
        Ends is { } ends && ends <= now ? Phase.Ended
        : Starts is { } starts && starts > now ? Phase.Scheduled
        : Phase.Live;

    /// <summary>The phase at an instant when the record is published, otherwise null: only a published record has one.</summary>
    public Phase? PhaseAt(DateTimeOffset now, EditorialStatus status) => status == EditorialStatus.Published ? PhaseAt(now) : null;
}
