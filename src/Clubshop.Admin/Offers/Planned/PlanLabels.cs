using System.Globalization;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>One field of a planned change, for people.</summary>
/// <param name="Label">What the form calls it.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value after.</param>
public sealed record PlannedDifference(string Label, string Before, string After);

/// <summary>How planned changes read. Pure.</summary>
public static class PlanLabels
{
    private const int LongestValue = 120;

    /// <summary>A state.</summary>
    public static string Of(PlanState state) => state switch
    {
        PlanState.PartlyBack => L.Later("Partly back"),
        PlanState.Stayed => L.Later("Did not go back"),
        PlanState.Back => L.Later("Went back"),
        PlanState.Planned => L.Later("Planned"),
        PlanState.Done => L.Later("Done"),
        PlanState.Refused => L.Later("Refused"),
        PlanState.Cancelled => L.Later("Cancelled"),
        _ => state.ToString(),
    };

    /// <summary>The tone of a state.</summary>
    public static Tone ToneOf(PlanState state) => state switch
    {
        PlanState.Refused => Tone.Bad,
        PlanState.Stayed or PlanState.PartlyBack => Tone.Warn,
        PlanState.Done or PlanState.Back => Tone.Good,
        _ => Tone.Plain,
    };

    /// <summary>What it changes of an offer, field by field.</summary>
    /// <param name="before">The offer before it.</param>
    /// <param name="values">What is written.</param>
    public static IReadOnlyList<PlannedDifference> Differences(Offer before, PlannedValues values)
    {
        var after = OfferRules.Clean(values.Apply(before));
        return [.. values.Names.Select(field => new PlannedDifference(field.Label, Text(field, before), Text(field, after)))];
    }

    /// <summary>The same in one line: "Value: 20% → 30%; Status: Draft → Published". It is kept with the plan, for all who read it: in English, whoever plans.</summary>
    public static string Line(Offer before, PlannedValues values) =>
        Languages.InEnglish(() => string.Join("; ", Differences(before, values).Select(one => $"{one.Label}: {one.Before} → {one.After}")));

    /// <summary>What a plan changes, each field apart, in the language of the person who reads it.</summary>
    public static IReadOnlyList<string> Parts(PlannedChange plan) => [.. plan.Says.Split("; ").Select(Said)];

    /// <summary>The same in one line.</summary>
    public static string Says(PlannedChange plan) => string.Join("; ", Parts(plan));

    // Titles are people's own words; of the other values those of a list are translated, and that there was none.
    private static string Said(string part)
    {
        if (PlannedValues.Fields.FirstOrDefault(field => part.StartsWith(field.Label + ": ", StringComparison.Ordinal)) is not { } field)
            return part;

        var values = part[(field.Label.Length + 2)..];
        return L[field.Label] + ": " + (field == OfferFields.Title || field == OfferFields.TitleHi ? values : string.Join(" → ", values.Split(" → ").Select(value => L[value])));
    }

    /// <summary>Where a change comes from, for the audit log.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="due">When it was to be done (UTC).</param>
    /// <param name="now">When it is done (UTC).</param>
    /// <param name="kept">Fields that stay because they were changed since.</param>
    public static string Note(PlannedChange plan, DateTimeOffset due, DateTimeOffset now, IReadOnlyList<Field<Offer>> kept)
    {
        var back = plan.State == PlanState.Done ? "Back, as planned" : "Planned";
        var late = now - due > PlanExecutor.OnTime ? ", made late" : "";
        var rest = kept.Count > 0 ? ". " + KeptText(kept) : "";
        return $"{back} by {plan.PlannerName} on {Format.DateTime(plan.PlannedAt)} for {Format.DateTime(due)} IST{late}{rest}";
    }

    /// <summary>Why some fields stay.</summary>
    public static string KeptText(IReadOnlyList<Field<Offer>> kept) => $"{Format.Capital(Format.Listed([.. kept.Select(field => field.Label)]))} {(kept.Count == 1 ? "was" : "were")} changed since and {(kept.Count == 1 ? "stays" : "stay")}.";

    /// <summary>When it is, for people: "Mon 30 Nov 2026, 9:00 am IST".</summary>
    public static string When(PlannedChange plan) => Format.Full(plan.At);

    /// <summary>What comes next of a plan that is open, as a sentence: "Planned for 30 Nov, 9:00 am IST: Value: 20% → 30%".</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The present.</param>
    public static string Next(PlannedChange plan, DateTimeOffset now) => plan switch
    {
        { State: PlanState.Planned } => L[$"Planned for {Format.Moment(plan.At, now)}: {Says(plan)}"],
        { BackAt: { } back } => L[$"Goes back on {Format.Moment(back, now)}. Changed as planned: {Says(plan)}"],
        _ => Says(plan),
    };

    private static string Text(Field<Offer> field, Offer offer) =>
        TextCut.Shown(field.Show(offer, static (_, _) => "") is { Length: > 0 } text ? text : "none", LongestValue);
}
