using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Watch;

/// <summary>How findings read.</summary>
public static class WatchLabels
{
    /// <summary>A kind of finding: "Seen by nobody".</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.Unseen => "Seen by nobody",
        FindingKind.EmptyPool => "No codes left",
        FindingKind.DeadSlug => "Dead address",
        FindingKind.PastDate => "Date that is over",
        _ => "Look-alike",
    };

    /// <summary>A state: the name of its tab.</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.Dismissed => "Not a problem",
        _ => state.ToString(),
    };

    /// <summary>The tone and icon of a kind, for a pill.</summary>
    public static (Tone Tone, string Icon) LookOf(FindingKind kind) => kind switch
    {
        FindingKind.Unseen => (Tone.Bad, Icons.Hide),
        FindingKind.EmptyPool => (Tone.Bad, Icons.Offers),
        FindingKind.DeadSlug => (Tone.Bad, Icons.Offline),
        FindingKind.PastDate => (Tone.Warn, Icons.Calendar),
        _ => (Tone.Warn, Icons.Copy),
    };
}
