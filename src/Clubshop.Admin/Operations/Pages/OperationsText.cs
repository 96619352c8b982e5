using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Operations.Pages;

/// <summary>Words and figures of the page Operations.</summary>
internal static class OperationsText
{
    private const string TablePrefix = "table ";

    public static string Whole(double figure) => Format.Number((long)Math.Ceiling(figure));

    public static string Milliseconds(double? milliseconds) => milliseconds is { } known ? known >= 1_000 ? L[$"{Format.Number((decimal)known / 1_000, 1)} s"] : L[$"{Whole(known)} ms"] : "–";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => L["less than 1 s"],
        { TotalSeconds: < 100 } => L[$"{Whole(Math.Floor(span.TotalSeconds))} s"],
        { TotalMinutes: < 100 } => L[$"{Whole(Math.Ceiling(span.TotalMinutes))} min"],
        { TotalHours: < 48 } => L[$"{Whole(Math.Floor(span.TotalHours))} h"],
        _ => L[$"{Whole(Math.Floor(span.TotalDays))} days"],
    };

    public static string State(ReadyState state) => state switch
    {
        ReadyState.Starting => L["The catalog is being loaded."],
        ReadyState.Ready => L["Everything answers."],
        ReadyState.Degraded => L["It serves, but not everything answers."],
        _ => L["It will stop soon."],
    };

    public static (string Text, Tone Tone) State(DependencyState state) => state switch
    {
        DependencyState.Ok => (L["Answers"], Tone.Good),
        DependencyState.Unused => (L["Not used yet"], Tone.Plain),
        DependencyState.Starting => (L["Being loaded"], Tone.Info),
        _ => (L["Does not answer"], Tone.Warn),
    };

    /// <summary>What people call a dependency, at the beginning of a line.</summary>
    public static string Named(string name) => name.StartsWith(TablePrefix, StringComparison.Ordinal) ? L[$"Table {name[TablePrefix.Length..]}"] : Format.Capital(L[name]);

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
        return words.Split(' ', 2) switch
        {
            ["sms", var outcome] => L[$"SMS {OutcomeOf(outcome)}"],
            ["push", var outcome] => L[$"Push {OutcomeOf(outcome)}"],
            _ => Format.Capital(OutcomeOf(words)),
        };
    }

    // What people read of it; another one is read as it is counted.
    private static string OutcomeOf(string words) => words switch
    {
        "sending" => L["sending"],
        "waiting" => L["waiting"],
        "accepted" => L["accepted"],
        "refused" => L["refused"],
        "left out" => L["left out"],
        "unknown" => L["unknown"],
        "not sent" => L["not sent"],
        "over limit" => L["over limit"],
        "signed in" => L["signed in"],
        "wrong credentials" => L["wrong credentials"],
        "locked" => L["locked"],
        "code wrong" => L["code wrong"],
        "code used" => L["code used"],
        "code expired" => L["code expired"],
        "session expired" => L["session expired"],
        "password too weak" => L["password too weak"],
        "password used before" => L["password used before"],
        "reset required" => L["reset required"],
        "not confirmed" => L["not confirmed"],
        "disabled" => L["disabled"],
        "temporary password expired" => L["temporary password expired"],
        "limit exceeded" => L["limit exceeded"],
        "sign in again" => L["sign in again"],
        _ => words,
    };

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
