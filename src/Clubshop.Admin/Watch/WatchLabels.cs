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
        _ => L.Later("Look-alike"),
    };

    /// <summary>A state, in English.</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.Dismissed => L.Later("Not a problem"),
        FindingState.Open => L.Later("Open"),
        FindingState.Snoozed => L.Later("Snoozed"),
        _ => L.Later("Done"),
    };

    /// <summary>A state, in the language of who looks: the name of its tab.</summary>
    // "Open" is also what a button does, which is another word elsewhere.
    public static string Tab(FindingState state) => state == FindingState.Open && !Languages.Current.IsEnglish ? L["Open findings"] : L[Of(state)];

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
