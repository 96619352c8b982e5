using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Jobs;

/// <summary>A job to be done.</summary>
public sealed record JobRequest
{
    /// <summary>Who asks; the job acts in this person's name, with the role and assignments of now.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Made once per submit: the same one makes one job. It becomes the job's id.</summary>
    public required string Token { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required string Kind { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Title { get; init; }

    /// <summary>Items in all.</summary>
    public required long Total { get; init; }

    /// <summary>What the handler needs, kept compressed: the file. Up to 100 MB.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Small settings of the handler.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clubs concerned, for the audit log.</summary>
    public IReadOnlyCollection<string> Clubs { get; init; } = [];

    /// <summary>More for the audit log: the file's name and hash.</summary>
    public string? Note { get; init; }
}
