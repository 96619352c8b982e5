using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Jobs;

/// <summary>A request to start a job.</summary>
public sealed record JobRequest
{
    /// <summary>
    /// The setting that names the kind of record of a job that writes many: the audit log has the job's id in the
    /// entry of each, and of the job itself.
    /// </summary>
    public const string RecordKind = "kind";

    /// <summary>Who starts it. The job acts in this person's name, with their current role and assignments.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The token of the submit, which becomes the job's id. Submitting the same token again starts no second job.</summary>
    public required string Token { get; init; }

    /// <summary>Its kind, which selects the handler.</summary>
    public required string Kind { get; init; }

    /// <summary>Its title for people.</summary>
    public required string Title { get; init; }

    /// <summary>Total number of items.</summary>
    public required long Total { get; init; }

    /// <summary>The handler's input, such as a file; stored compressed. Up to 100 MB.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Small settings for the handler.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clubs concerned, for the audit log.</summary>
    public IReadOnlyCollection<string> Clubs { get; init; } = [];

    /// <summary>A note for the audit log, such as the file's name and hash.</summary>
    public string? Note { get; init; }
}
