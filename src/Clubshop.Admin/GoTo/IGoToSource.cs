using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.GoTo;

/// <summary>
/// Finds something for the "Go to" box. A capability registers its own, as a singleton when it answers from memory, scoped when it keeps what
/// it read for the circuit. Asked after each pause in typing; whatever answers at once is shown before those that must read first.
/// </summary>
public interface IGoToSource
{
    /// <summary>Finds what the person may open, the best first; up to <see cref="GoToGroup.MaxItems"/> of each group are shown.</summary>
    /// <param name="text">What was typed. Empty: what to offer before anything is typed; nothing, for most sources.</param>
    /// <param name="actor">The signed-in person.</param>
    /// <param name="cancellationToken">Cancelled when more is typed.</param>
    ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken);

    /// <summary>The record whose page has this address, to offer it again; null when it is none of this source, or must not be listed. From memory.</summary>
    /// <param name="path">A path without its query, such as <c>/shops/…</c>.</param>
    /// <param name="actor">The signed-in person.</param>
    GoToItem? At(string path, Actor actor) => null;
}

/// <summary>Something to go to.</summary>
/// <param name="Group">The heading it is listed under: "Shops".</param>
/// <param name="Text">The name of the record, page or action.</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
public sealed record GoToItem(string Group, string Text, string Href, string Icon)
{
    /// <summary>What tells it from others of its name: a code.</summary>
    public string Sub { get; init; } = "";

    /// <summary>The status or phase of a record: "Draft", "Live".</summary>
    public string State { get; init; } = "";

    /// <summary>How well it matches what was typed.</summary>
    public GoToMatch Match { get; init; }
}
