namespace Clubshop.Admin.Ui.Feedback;

/// <summary>One change of a record, as its history shows it.</summary>
/// <param name="Who">The person, or "Import".</param>
/// <param name="What">What they did, following the name: "published it"; empty when <paramref name="Changes"/> says it.</param>
/// <param name="At">When.</param>
/// <param name="Changes">The changed fields.</param>
/// <param name="Tone">Info marks the newest entry; Bad a refusal or removal.</param>
/// <param name="Href">Address of the audit entry; null for none.</param>
/// <param name="Why">Why it was done, below the sentence; null for none.</param>
/// <param name="Note">What was written down with it, in the language it was written in; null for nothing.</param>
public sealed record HistoryEntry(string Who, string What, DateTimeOffset At, IReadOnlyList<FieldChange> Changes, Tone Tone = Tone.Plain, string? Href = null, string? Why = null, string? Note = null);

/// <summary>One field before and after, as text; null or empty for no value.</summary>
/// <param name="Label">The field's label.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
public sealed record FieldChange(string Label, string? Before, string? After);
