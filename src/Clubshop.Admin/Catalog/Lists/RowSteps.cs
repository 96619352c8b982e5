using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>
/// Steps of status asked for in a list: done at once with "Undo". Asked for is what has consequences for other records, and what would be for everybody.
/// </summary>
public sealed class RowSteps(Dialogs dialogs, Toasts toasts, StatusUndo undo, TimeProvider time)
{
    // Letters of a name in a question.
    private const int NameLength = 60;

    /// <summary>Takes the step.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="actor">Who asks.</param>
    /// <param name="service">The service of the kind.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="row">The row, as it was drawn.</param>
    /// <param name="move">The step.</param>
    /// <param name="seen">Whether customers see it now.</param>
    /// <param name="everybody">Why every customer would see it once published; null where clubs limit it, or where publishing is refused anyway.</param>
    /// <param name="cancellationToken">Cancels what is not sent yet.</param>
    /// <returns>Why not; null when done, or when the person thought better of it.</returns>
    public async Task<Problem?> ChangeAsync<T>(
        Actor actor, RecordService<T> service, CatalogKind kind, ICatalogRow row, StatusMove move, bool seen, string? everybody, CancellationToken cancellationToken)
        where T : class, ICatalogRecord
    {
        var name = TextCut.Shown(row.Name, NameLength);
        var groups = service.DependantsOf(row.Id);
        var asked = move.To == EditorialStatus.Published
            ? everybody is null || await dialogs.ConfirmAsync(L[$"Publish “{name}” for everybody?"], everybody, L["Publish for everybody"])
            : Question(move, seen, groups) is not { } question || await dialogs.ConfirmAsync(
                StatusTexts.Ask(move.To, name), question, StatusTexts.Do(move.To, L[kind.Name]), [.. Follows(move, groups)], danger: move.To == EditorialStatus.Deleted);
        if (!asked)
            return null;

        var found = await service.FindAsync(actor, row.Id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        if (found.Value.Status != row.Status)
            return new(Problem.Conflict, L[$"{found.Value.Stamp.UpdatedByFor(actor.Id)} changed “{name}” meanwhile. Have a look, then do it again."]);

        var result = await service.ChangeStatusAsync(actor, found.Value, move.To, new(Ids.New(time)) { Decided = true }, cancellationToken);
        if (!result.Ok)
            return result.Problems[0] with { Message = StatusTexts.NotDone(move.To, name, result.Problems[0].Message) };

        var done = StatusTexts.DoneTo(move.To, L[kind.One]);
        if (move.Undoes)
        {
            undo.Confirm(done, row.Name, new DoneStep<T>(kind, service, move, service.WithStatus(result.Value, found.Value.Status)), static _ => false);
            return null;
        }

        undo.Withdraw(row.Id);
        toasts.Confirm(done, row.Name);
        return null;
    }

    // What is refused anyway is not asked.
    private static string? Question(StatusMove move, bool seen, IReadOnlyList<DependantGroup> groups) => move.To switch
    {
        EditorialStatus.Deleted when groups.Count > 0 && Consequences.AgainstDeleting(groups) is null => seen
            ? L["Customers no longer see it from this moment. It can be restored for 90 days."]
            : L["It can be restored for 90 days."],
        EditorialStatus.Paused or EditorialStatus.Archived when Consequences.OfHiding(groups) is not null => L["Customers do not see it until it is published again."],
        _ => null,
    };

    private static IEnumerable<string> Follows(StatusMove move, IReadOnlyList<DependantGroup> groups) =>
        groups.Where(group => move.To == EditorialStatus.Deleted || group.Live > 0).Select(group => group.Consequence);
}
