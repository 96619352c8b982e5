using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Operations.Pages;

/// <summary>Words and figures of the page Operations.</summary>
internal static class OperationsText
{
    public static string Whole(double figure) => Format.Number((long)Math.Ceiling(figure));

    public static string Milliseconds(double? milliseconds) => milliseconds is { } known ? known >= 1_000 ? Format.Number((decimal)known / 1_000, 1) + " s" : Whole(known) + " ms" : "–";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalSeconds: < 100 } => Whole(Math.Floor(span.TotalSeconds)) + " s",
        { TotalMinutes: < 100 } => Whole(Math.Ceiling(span.TotalMinutes)) + " min",
        { TotalHours: < 48 } => Whole(Math.Floor(span.TotalHours)) + " h",
        _ => Whole(Math.Floor(span.TotalDays)) + " days",
    };

    public static string State(ReadyState state) => state switch
    {
        ReadyState.Starting => "The catalog is being loaded.",
        ReadyState.Ready => "Everything answers.",
        ReadyState.Degraded => "It serves, but not everything answers.",
        _ => "It will stop soon.",
    };

    public static (string Text, Tone Tone) State(DependencyState state) => state switch
    {
        DependencyState.Ok => ("Answers", Tone.Good),
        DependencyState.Unused => ("Not used yet", Tone.Plain),
        DependencyState.Starting => ("Being loaded", Tone.Info),
        _ => ("Does not answer", Tone.Warn),
    };

    public static double SignedIn(OperationsView view) => view.SignIns.Where(figure => figure.Tag == SignInMeter.SignedIn).Sum(figure => figure.Sum);

    public static double Refused(OperationsView view) => view.SignIns.Sum(figure => figure.Sum) - SignedIn(view);

    public static Tone ToneOfSignIn(string outcome) => outcome == SignInMeter.SignedIn ? Tone.Good : Tone.Warn;

    public static Tone ToneOfSend(string outcome) => outcome.Split(' ')[^1] switch
    {
        "accepted" => Tone.Good,
        "left-out" or "not-sent" => Tone.Plain,
        "waiting" => Tone.Info,
        "unknown" => Tone.Warn,
        _ => Tone.Bad,
    };

    /// <summary>A tag as words: <c>push left-out</c> is "Push left out".</summary>
    public static string Words(string tag)
    {
        var words = tag.Replace('-', ' ');
        return words.StartsWith("sms ", StringComparison.Ordinal) ? "SMS " + words[4..] : words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The bars of the last hour; the last one is the current minute.</summary>
    public static IReadOnlyList<Ui.Display.TimeChart.Bar> Bars(IReadOnlyList<(string Name, Tone Tone, IReadOnlyList<double> Minutes)> parts, DateTimeOffset now) =>
    [
        .. Enumerable.Range(0, FigureBook.Minutes).Select(minute => new Ui.Display.TimeChart.Bar(
            Format.Clock(now.AddMinutes(minute - (FigureBook.Minutes - 1))),
            [
                .. parts.Select(part => new Ui.Display.TimeChart.Part(part.Name, part.Tone, (long)Math.Ceiling(part.Minutes[minute]))).Where(part => part.Count > 0),
            ])),
    ];
}
