using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>What is done with the field of a bulk change.</summary>
public enum BulkWay
{
    /// <summary>It gets a value: a moment, or links in place of those that are there.</summary>
    Set,

    /// <summary>A moment is moved by days; an empty one stays empty.</summary>
    Move,

    /// <summary>Links are added.</summary>
    Add,

    /// <summary>Links are removed.</summary>
    Remove,

    /// <summary>A text in it is replaced by another.</summary>
    Replace,
}

/// <summary>One change of many records: another status, or something done with one field.</summary>
public sealed record BulkEdit
{
    /// <summary>Days that a moment may be moved by, either way.</summary>
    public const int MaxDays = 3650;

    /// <summary>Characters that a text to be replaced, or its replacement, may have.</summary>
    public const int MaxText = 200;

    /// <summary>How it is kept.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The status that the records get; null where a field is changed.</summary>
    public EditorialStatus? Status { get; init; }

    /// <summary>The C# name of the property that is changed; null where the status is.</summary>
    public string? Field { get; init; }

    /// <summary>What is done with the field.</summary>
    public BulkWay Way { get; init; }

    /// <summary>The moment (UTC) to be set; null empties the field.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>Days to move a moment by; negative: earlier.</summary>
    public int Days { get; init; }

    /// <summary>Ids of the records to be linked to, or no longer.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>The text to be replaced; its case counts.</summary>
    public string Find { get; init; } = "";

    /// <summary>What stands in its place.</summary>
    public string Text { get; init; } = "";
}

/// <summary>One record of a bulk change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, as far as it is known.</param>
/// <param name="Version">The version that the person was shown: only that one is changed; null for whichever is stored.</param>
internal sealed record BulkTarget(string Id, string Name = "", long? Version = null);

/// <summary>What a job is to do: its payload.</summary>
internal sealed record BulkPlan
{
    /// <summary>What to do with each.</summary>
    public required BulkEdit Edit { get; init; }

    /// <summary>The records, each once.</summary>
    public required IReadOnlyList<BulkTarget> Targets { get; init; }

    /// <summary>Whether it is wanted whatever depends on them: the person was shown it.</summary>
    public bool Decided { get; init; }

    /// <summary>What the audit log says beside each change.</summary>
    public string Note { get; init; } = "";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BulkEdit.Json);

    public static BulkPlan Read(byte[] payload) => JsonSerializer.Deserialize<BulkPlan>(payload, BulkEdit.Json)!;
}
