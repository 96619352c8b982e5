namespace Clubshop.Admin.Ui;

/// <summary>Meaning of a notice, a pill or an entry.</summary>
public enum Tone
{
    /// <summary>Neutral.</summary>
    Plain,

    /// <summary>Information.</summary>
    Info,

    /// <summary>Success.</summary>
    Good,

    /// <summary>Warning.</summary>
    Warn,

    /// <summary>Failure, or something is removed.</summary>
    Bad,
}

/// <summary>CSS class and icon of a <see cref="Tone"/>.</summary>
internal static class ToneLook
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Info => "info",
        Tone.Good => "good",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "plain",
    };

    public static string Glyph(this Tone tone) => tone switch
    {
        Tone.Good => Icons.Done,
        Tone.Warn => Icons.Warn,
        Tone.Bad => Icons.Bad,
        _ => Icons.Info,
    };
}
