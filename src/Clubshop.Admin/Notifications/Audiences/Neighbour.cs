namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Another notification that goes out, or went out, within three days of one.</summary>
/// <param name="Notification">The other one.</param>
/// <param name="At">When it goes out or went out (UTC); an estimate while it waits for approval.</param>
/// <param name="Common">About how many people get both; null where it is unknown.</param>
/// <param name="Of">Of how many people.</param>
/// <param name="Whole">Whether these are all people of the first one; otherwise those that were compared.</param>
public sealed record Neighbour(Notification Notification, DateTimeOffset At, int? Common, int Of, bool Whole)
{
    /// <summary>How far before and after.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromDays(3);

    /// <summary>Number of people of the first one that are compared. Bounds the cost, however large the audience is.</summary>
    public const int MaxCompared = 1_000;

    /// <summary>The overlap in words: "about 800 of the 1,180 people in this audience"; null if there is none.</summary>
    public string? Text => Common switch
    {
        null => L["perhaps some of the same people"],
        0 => null,
        var common when Whole => L[$"about {Ui.Format.Number(common.Value)} of the {Ui.Format.Count(Of, "person", "people")} in this audience"],
        var common => L[$"about {Math.Max(1, (int)Math.Round(100.0 * common.Value / Of))} % of the same people"],
    };
}
