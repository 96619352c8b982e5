using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog;

/// <summary>A step of a record's status that a person can ask for by name.</summary>
/// <param name="To">The status after it.</param>
/// <param name="Verb">What the button says.</param>
/// <param name="Done">How it reads once done: "published".</param>
public sealed record StatusMove(EditorialStatus To, string Verb, string Done)
{
    /// <summary>Whether what is typed is saved with it; deleting throws it away.</summary>
    public bool Saves => To != EditorialStatus.Deleted;

    /// <summary>Whether the step offers "Undo" when it is done; one that restores is itself the way back.</summary>
    public bool Undoes => To != EditorialStatus.Draft;
}

/// <summary>Which steps of status there are. Pure.</summary>
public static class StatusMoves
{
    private static readonly StatusMove Publish = new(EditorialStatus.Published, L.Later("Publish"), L.Later("published"));
    private static readonly StatusMove Pause = new(EditorialStatus.Paused, L.Later("Pause"), L.Later("paused"));
    private static readonly StatusMove Archive = new(EditorialStatus.Archived, L.Later("Archive"), L.Later("archived"));
    private static readonly StatusMove Delete = new(EditorialStatus.Deleted, L.Later("Delete"), L.Later("deleted"));
    private static readonly StatusMove Restore = new(EditorialStatus.Draft, L.Later("Restore"), L.Later("restored as a draft"));

    /// <summary>What a form's "Status" offers; deleting and restoring are actions of their own.</summary>
    public static IReadOnlyList<EditorialStatus> Choices { get; } =
        [EditorialStatus.Draft, EditorialStatus.Published, EditorialStatus.Paused, EditorialStatus.Archived];

    /// <summary>The steps that make sense from a status, the likeliest first.</summary>
    public static IReadOnlyList<StatusMove> From(EditorialStatus status) => status switch
    {
        EditorialStatus.Draft => [Publish, Archive, Delete],
        EditorialStatus.Published => [Pause, Archive, Delete],
        EditorialStatus.Paused => [Publish, Archive, Delete],
        EditorialStatus.Archived => [Publish, Delete],
        _ => [Restore],
    };

    /// <summary>Whether a step takes from end users what they could see.</summary>
    public static bool Hides(EditorialStatus from, EditorialStatus to) => from == EditorialStatus.Published && to != EditorialStatus.Published;
}
