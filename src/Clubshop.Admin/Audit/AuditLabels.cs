using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Audit;

/// <summary>Labels of a kind of record in the audit log. Each capability registers one singleton per kind.</summary>
public sealed record AuditKind
{
    /// <summary>The kind: <see cref="AuditDraft.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its label: "Shop".</summary>
    public required string Label { get; init; }

    /// <summary>The pronoun for a record in a sentence: "it", "them".</summary>
    public string Pronoun { get; init; } = "it";

    /// <summary>The address of a record's page, from its id; null if it has none.</summary>
    public Func<string, string?>? Href { get; init; }

    /// <summary>Labels of attributes, by their names in the item; other attributes are shown by those names.</summary>
    public IReadOnlyDictionary<string, AuditLabel> Attributes { get; init; } = new Dictionary<string, AuditLabel>(StringComparer.Ordinal);

    /// <summary>The capability's own actions: name → past tense, such as "revealed".</summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Actions of a person on their own account that need no object: "signed in".</summary>
    public IReadOnlyDictionary<string, string> OwnActions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>The label of an attribute.</summary>
/// <param name="Label">Its label, as in the form.</param>
/// <param name="Format">Formats its value; null for the default.</param>
public sealed record AuditLabel(string Label, Func<JsonElement, string>? Format = null)
{
    /// <summary>For an attribute that means nothing to people, such as an id or a hash. It is stored but not shown.</summary>
    public static AuditLabel Hidden { get; } = new("");

    internal bool IsHidden => Label.Length == 0;
}

/// <summary>Describes audit entries in words, with the labels that the capabilities registered.</summary>
public sealed class AuditLabels(IEnumerable<AuditKind> kinds, IEnumerable<AuditNames>? names = null)
{
    private static readonly Dictionary<string, string> Past = new(StringComparer.Ordinal)
    {
        [AuditActions.Create] = L.Later("created"),
        [AuditActions.Change] = L.Later("changed"),
        [AuditActions.Publish] = L.Later("published"),
        [AuditActions.Pause] = L.Later("paused"),
        [AuditActions.Archive] = L.Later("archived"),
        [AuditActions.Delete] = L.Later("deleted"),
        [AuditActions.Restore] = L.Later("restored"),
        [AuditActions.Revert] = L.Later("reverted"),
        [AuditActions.Import] = L.Later("imported"),
        [AuditActions.Invalidate] = L.Later("invalidated"),
        [AuditActions.Republish] = L.Later("refreshed the cached copy of"),
        [AuditActions.Export] = L.Later("exported"),
        [AuditActions.Start] = L.Later("started"),
        [AuditActions.Finish] = L.Later("finished"),
    };

    private readonly IReadOnlyList<AuditNames> _names = [.. names ?? []];
    private readonly Dictionary<string, AuditKind> _kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>The registered kinds, by label.</summary>
    public IReadOnlyList<AuditKind> Kinds => [.. _kinds.Values.OrderBy(kind => kind.Label, StringComparer.Ordinal)];

    /// <summary>All actions to filter by: name and capitalised past tense.</summary>
    public IReadOnlyList<(string Action, string Text)> Actions =>
        [.. Past.Concat(_kinds.Values.SelectMany(kind => kind.Actions.Where(pair => !IsIntent(kind, pair.Key))))
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Format.Capital(L[pair.Value])))];

    /// <summary>The label of a kind in lower case: "shop".</summary>
    public string KindOf(string kind) => _kinds.TryGetValue(kind, out var known) ? Small(L[known.Label]) : L[kind];

    /// <summary>What has no label in an entry: its kind, action or attributes. Empty for every entry that the portal writes.</summary>
    internal IReadOnlyList<string> Unlabelled(AuditEntry entry)
    {
        if (!_kinds.TryGetValue(entry.Kind, out var kind))
            return [$"kind {entry.Kind}"];

        List<string> missing = [.. entry.Changes.Where(change => !kind.Attributes.ContainsKey(change.Attribute)).Select(change => $"{entry.Kind}.{change.Attribute}")];
        if (!kind.Actions.ContainsKey(entry.Action) && !Past.ContainsKey(entry.Action) && Own(entry) is null)
            missing.Add($"action {entry.Action} of {entry.Kind}");
        return missing;
    }

    /// <summary>The address of the record's page; null if it has none.</summary>
    public string? HrefOf(AuditEntry entry) => _kinds.GetValueOrDefault(entry.Kind)?.Href?.Invoke(entry.EntityId);

    /// <summary>The action in the past tense: "changed", "published".</summary>
    public string ActionOf(string kind, string action) =>
        L[_kinds.GetValueOrDefault(kind)?.Actions.GetValueOrDefault(action) ?? Past.GetValueOrDefault(action, action.Replace('-', ' '))];

    /// <summary>The action in the record's own history; follows the person's name: "published it", "disabled them", "signed in".</summary>
    public string InHistory(AuditEntry entry)
    {
        var alone = Own(entry) ?? (entry is { Action: AuditActions.Change, Changes.Count: > 0 } ? "changed" : null);
        if (alone is not null && Languages.Current.IsEnglish)
            return alone;

        // Another language may have to part the name from what was done.
        var done = alone is null ? ActionOf(entry.Kind, entry.Action) : L[alone];
        return _kinds.GetValueOrDefault(entry.Kind)?.Pronoun == "them" ? L[$"{done} them"] : L[$"{done} it"];
    }

    /// <summary>Whether a person did it to their own account, so that the sentence needs no object.</summary>
    public bool IsOwn(AuditEntry entry) => Own(entry) is not null;

    /// <summary>
    /// The action as the start of a sentence that the record's name completes: "Changed 3 fields of the shop"; a whole sentence for a person's own
    /// account: "Signed in".
    /// </summary>
    public string Sentence(AuditEntry entry)
    {
        if (Own(entry) is { } own)
            return Format.Capital(L[own]);

        var changed = entry.Action == AuditActions.Change ? Shown(entry).Count() : 0;
        var action = Format.Capital(ActionOf(entry.Kind, entry.Action));
        return changed > 0
            ? L[$"{action} {Format.Count(changed, "field", "fields")} of the {KindOf(entry.Kind)}"]
            : L[$"{action} the {KindOf(entry.Kind)}"];
    }

    /// <summary>The ways over which people and programs reach the portal: as it is stored, and in words, in English.</summary>
    public static IReadOnlyList<(string Protocol, string Text)> Ways { get; } =
        [("https", L.Later("the portal")), ("http", L.Later("the portal (HTTP)")), ("api", L.Later("the API")), ("job", L.Later("a job"))];

    /// <summary>Over which way it was done, in words: "the portal", "a job"; empty where it is not known.</summary>
    public static string WayOf(string? protocol) => Ways.FirstOrDefault(way => way.Protocol == protocol).Text is { } text ? L[text] : protocol ?? "";

    /// <summary>From where and how: "from 203.0.113.7, over HTTPS"; empty where it is not known.</summary>
    public static string FromOf(AuditEntry entry) => string.Join(", ", new[]
    {
        entry.Address is null ? null : L[$"from {entry.Address}"],
        entry.Protocol switch
        {
            null => null,
            "job" => L["by a job"],
            "api" => L["over the API"],
            "http" => L["over HTTP, not encrypted"],
            "https" => L["over HTTPS"],
            var other => L[$"over {other}"],
        },
    }.OfType<string>());

    /// <summary>The changed fields, before and after, as text.</summary>
    public IReadOnlyList<FieldChange> Changes(AuditEntry entry)
    {
        return [.. Shown(entry).Select(shown => new FieldChange(L[shown.Label.Label], Text(shown.Label, shown.Change.Before), Text(shown.Label, shown.Change.After)))];
    }

    private IEnumerable<(AuditChange Change, AuditLabel Label)> Shown(AuditEntry entry)
    {
        var attributes = _kinds.GetValueOrDefault(entry.Kind)?.Attributes;
        return entry.Changes.Select(change => (change, attributes?.GetValueOrDefault(change.Attribute) ?? new AuditLabel(Format.Capital(change.Attribute))))
            .Where(shown => !shown.Item2.IsHidden);
    }

    // "ask-disable" is hidden because "disable" closes it; "ask-approval" is an action of its own.
    private static bool IsIntent(AuditKind kind, string action) =>
        action.StartsWith(AuditAttributes.AskMark, StringComparison.Ordinal) && kind.Actions.ContainsKey(action[AuditAttributes.AskMark.Length..]);

    private string? Own(AuditEntry entry) => entry.EntityId == entry.ActorId ? _kinds.GetValueOrDefault(entry.Kind)?.OwnActions.GetValueOrDefault(entry.Action) : null;

    private string? Text(AuditLabel label, JsonElement? value) => value is not { } known ? null : label.Format is null ? Plain(known) : label.Format(known);

    private string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when Times.TryParse(value.GetString(), out var at) => Format.DateTime(at) + " IST",
        JsonValueKind.String => Named(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var number) => Format.Number(number),
        JsonValueKind.Number => value.GetDecimal().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.True => L["yes"],
        JsonValueKind.False => L["no"],
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
        _ => value.GetRawText(),
    };

    private string Named(string text) => Ids.IsValid(text) ? _names.Select(known => known.NameOf(text)).FirstOrDefault(name => name is not null) ?? text : text;

    // "Shop" → "shop", but "API client" stays as it is.
    private static string Small(string label) => label.Length > 1 && char.IsUpper(label[1]) ? label : char.ToLowerInvariant(label[0]) + label[1..];
}
