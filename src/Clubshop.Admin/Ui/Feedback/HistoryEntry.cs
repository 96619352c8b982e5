namespace Clubshop.Admin.Ui.Feedback;

/// <summary>One change of a record, as its history shows it.</summary>
/// <param name="Who">The person, or "Import".</param>
/// <param name="What">What they did, after the name: "published it"; empty where <paramref name="Changes"/> say it.</param>
/// <param name="At">When.</param>
/// <param name="Changes">The fields, before and after.</param>
/// <param name="Tone">Info marks the newest; Bad what was refused or taken away.</param>
/// <param name="Href">The audit entry.</param>
public sealed record HistoryEntry(string Who, string What, DateTimeOffset At, IReadOnlyList<FieldChange> Changes, Tone Tone = Tone.Plain, string? Href = null);

/// <summary>One field, before and after, as text; null or empty where there was nothing.</summary>
/// <param name="Label">The field's label.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record FieldChange(string Label, string? Before, string? After);
