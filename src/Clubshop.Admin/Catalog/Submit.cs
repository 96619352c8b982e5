namespace Clubshop.Admin.Catalog;

/// <summary>One asking for a change: from a page, an import, a job.</summary>
/// <param name="Token">Made once per submit (<see cref="Common.Ids.New"/>); a submit sent twice counts once.</param>
public sealed record Submit(string Token)
{
    /// <summary>Whether the person was told what depends on the record and wants the step all the same.</summary>
    public bool Decided { get; init; }

    /// <summary>
    /// Whether it brings back what was there a moment ago: then the rules about becoming published (the shop, an end in the past) are not asked again.
    /// </summary>
    public bool TakesBack { get; init; }

    /// <summary>What the audit log calls it (<see cref="Storage.AuditActions"/>); null for what it is: create, change, publish …</summary>
    public string? Action { get; init; }

    /// <summary>Why, or how: the file imported.</summary>
    public string? Note { get; init; }

    /// <summary>Id of the job that it is one row of: the audit log shows those together.</summary>
    public string? Run { get; init; }

    /// <summary>What must hold or happen with it, besides what the kind asks for: the record of what asked for the change.</summary>
    internal IReadOnlyList<Storage.ChangeStep> Steps { get; init; } = [];

    /// <summary>Code of the problem that one of <see cref="Steps"/> did not hold; nothing was written.</summary>
    internal const string Overtaken = "overtaken";

    /// <summary>Whether it is kept for two days what the change replaces, so that the job can be undone.</summary>
    public bool Undoable { get; init; }
}
