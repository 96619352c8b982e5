namespace Clubshop.Admin.Ui;

/// <summary>What a notice, a pill or an entry means.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>Good to know.</summary>
    Info,

    /// <summary>It went well.</summary>
    Good,

    /// <summary>Look twice.</summary>
    Warn,

    /// <summary>It did not go, or takes something away.</summary>
    Bad,
}

/// <summary>How a <see cref="Tone"/> looks.</summary>
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
