using System.Text.Json;

namespace Clubshop.Admin.Audit;

/// <summary>How a capability's records read in the audit log; each capability registers one per kind, as a singleton.</summary>
public sealed record AuditKind
{
    /// <summary>The kind, as <see cref="Storage.AuditDraft.Kind"/> has it.</summary>
    public required string Kind { get; init; }

    /// <summary>What a person calls it: "Shop".</summary>
    public required string Label { get; init; }

    /// <summary>The record's page, from its id; null where it has none.</summary>
    public Func<string, string>? Href { get; init; }

    /// <summary>The attributes that people know, by their name in the item; others are shown by that name.</summary>
    public IReadOnlyDictionary<string, AuditLabel> Attributes { get; init; } = new Dictionary<string, AuditLabel>(StringComparer.Ordinal);

    /// <summary>Actions of the capability's own: name → past tense, as "revealed".</summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>How one attribute reads.</summary>
/// <param name="Label">Its label, as the form has it.</param>
/// <param name="Format">Its value as text; null for the plain one.</param>
public sealed record AuditLabel(string Label, Func<JsonElement, string>? Format = null);
