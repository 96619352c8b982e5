using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Offers;

/// <summary>Steps of status asked for in the list: asks before what takes something away, says what was done.</summary>
public sealed class OfferActions(OfferService offers, Dialogs dialogs, Toasts toasts, TimeProvider time)
{
    /// <summary>Whether the person may change the offer.</summary>
    public bool MayEdit(Actor actor, OfferRow row) => offers.MayEdit(actor, row);

    /// <summary>Takes the step, after a question where it takes something away.</summary>
    /// <returns>Why not; null when done, or when the person thought better of it.</returns>
    public async Task<Problem?> ChangeAsync(Actor actor, OfferRow row, StatusMove move, CancellationToken cancellationToken)
    {
        if (Question(row, move, time.GetUtcNow()) is { } question
            && !await dialogs.ConfirmAsync($"{move.Verb} “{TextCut.Shown(row.Title, 60)}”?", question, $"{move.Verb} offer", danger: move.To == EditorialStatus.Deleted))
            return null;

        var found = await offers.FindAsync(actor, row.Id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        if (found.Value.Status != row.Status)
            return new(Problem.Conflict, $"{found.Value.Stamp.UpdatedByFor(actor.Id)} changed “{TextCut.Shown(row.Title, 60)}” meanwhile. Have a look, then do it again.");

        var submit = new Submit(Ids.New(time)) { Decided = true };
        var result = await offers.ChangeStatusAsync(actor, found.Value, move.To, submit, cancellationToken);
        if (!result.Ok)
            return result.Problems[0] with { Message = $"“{TextCut.Shown(row.Title, 60)}” was not {move.Done}. {result.Problems[0].Message}" };

        toasts.Confirm($"Offer {move.Done}", row.Title);
        return null;
    }

    private static string? Question(OfferRow row, StatusMove move, DateTimeOffset now) => (move.To, row.PhaseAt(now)) switch
    {
        (EditorialStatus.Archived, Phase.Live) => "Customers no longer see it from this moment. You can publish it again.",
        (EditorialStatus.Archived, _) => "It is kept for reference. You can publish it again.",
        (EditorialStatus.Deleted, Phase.Live) => "Customers no longer see it from this moment. It can be restored for 90 days.",
        (EditorialStatus.Deleted, _) => "It can be restored for 90 days.",
        _ => null,
    };
}
