using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Watch;

/// <summary>How findings read.</summary>
public static class WatchLabels
{
    /// <summary>A kind of finding, in English: "Seen by nobody".</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.Unseen => L.Later("Seen by nobody"),
        FindingKind.EmptyPool => L.Later("No codes left"),
        FindingKind.DeadSlug => L.Later("Dead address"),
        FindingKind.PastDate => L.Later("Date that is over"),
        FindingKind.NoPicture => L.Later("Without picture"),
        _ => L.Later("Look-alike"),
    };

    /// <summary>A state: the name of its tab.</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.Dismissed => L["Not a problem"],
        FindingState.Open => L["Open", "to be done"],
        FindingState.Snoozed => L["Snoozed"],
        _ => L["Done"],
    };

    /// <summary>The tone and icon of a kind, for a pill.</summary>
    public static (Tone Tone, string Icon) LookOf(FindingKind kind) => kind switch
    {
        FindingKind.Unseen => (Tone.Bad, Icons.Hide),
        FindingKind.EmptyPool => (Tone.Bad, Icons.Offers),
        FindingKind.DeadSlug => (Tone.Bad, Icons.Offline),
        FindingKind.PastDate => (Tone.Warn, Icons.Calendar),
        FindingKind.NoPicture => (Tone.Warn, Icons.Picture),
        _ => (Tone.Warn, Icons.Copy),
    };
}
