using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>Steps of status asked for in a list: asks before what takes something away, says what was done.</summary>
public sealed class RowSteps(Dialogs dialogs, Toasts toasts, TimeProvider time)
{
    // Letters of a name in a question.
    private const int NameLength = 60;

    /// <summary>Takes the step, after a question where it takes something away.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="actor">Who asks.</param>
    /// <param name="service">The service of the kind.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="row">The row, as it was drawn.</param>
    /// <param name="move">The step.</param>
    /// <param name="seen">Whether customers see it now.</param>
    /// <param name="cancellationToken">Cancels what is not sent yet.</param>
    /// <returns>Why not; null when done, or when the person thought better of it.</returns>
    public async Task<Problem?> ChangeAsync<T>(Actor actor, RecordService<T> service, CatalogKind kind, ICatalogRow row, StatusMove move, bool seen, CancellationToken cancellationToken)
        where T : class, ICatalogRecord
    {
        var name = TextCut.Shown(row.Name, NameLength);
        var groups = service.DependantsOf(row.Id);
        if (Question(move, seen, groups) is { } question
            && !await dialogs.ConfirmAsync(
                $"{move.Verb} “{name}”?", question, $"{move.Verb} {kind.Name}", [.. Follows(move, groups)], danger: move.To == EditorialStatus.Deleted))
            return null;

        var found = await service.FindAsync(actor, row.Id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        if (found.Value.Status != row.Status)
            return new(Problem.Conflict, $"{found.Value.Stamp.UpdatedByFor(actor.Id)} changed “{name}” meanwhile. Have a look, then do it again.");

        var result = await service.ChangeStatusAsync(actor, found.Value, move.To, new(Ids.New(time)) { Decided = true }, cancellationToken);
        if (!result.Ok)
            return result.Problems[0] with { Message = $"“{name}” was not {move.Done}. {result.Problems[0].Message}" };

        toasts.Confirm($"{kind.One} {move.Done}", row.Name);
        return null;
    }

    // What is refused anyway is not asked.
    private static string? Question(StatusMove move, bool seen, IReadOnlyList<DependantGroup> groups) => move.To switch
    {
        EditorialStatus.Archived => seen
            ? "Customers no longer see it from this moment. You can publish it again."
            : "It is kept for reference. You can publish it again.",
        EditorialStatus.Deleted when Consequences.AgainstDeleting(groups) is null => seen
            ? "Customers no longer see it from this moment. It can be restored for 90 days."
            : "It can be restored for 90 days.",
        EditorialStatus.Paused when Consequences.OfHiding(groups) is not null => "Customers do not see it until it is published again.",
        _ => null,
    };

    private static IEnumerable<string> Follows(StatusMove move, IReadOnlyList<DependantGroup> groups) =>
        groups.Where(group => move.To == EditorialStatus.Deleted || group.Live > 0).Select(group => group.Consequence);
}
