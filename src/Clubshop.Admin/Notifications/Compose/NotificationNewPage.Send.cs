using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Notifications.Compose;

// Reviewing, keeping, trying and sending.
public sealed partial class NotificationNewPage
{
    private async Task ReviewAsync()
    {
        if (_reviewing || Unread())
            return;

        _reviewing = true;
        try
        {
            var asked = _it;
            Review? review = null;
            await DoAsync(async actor =>
            {
                var reviewed = await Service.ReviewAsync(actor, Local(asked), _left.Token);
                (review, _problems) = (reviewed.Value, reviewed.Problems);
            });
            if (review is null || Changed(asked))
                return;

            StateHasChanged();
            var answer = await Dialogs.OpenAsync<SendReview, string>(SendReview.Title(review, Time.GetUtcNow()), new Dictionary<string, object?>
            {
                [nameof(SendReview.Review)] = review,
                [nameof(SendReview.NameOf)] = (Func<AudienceKind, string, string>)Names.Of,
                [nameof(SendReview.UndoSeconds)] = Settings.UndoSeconds,
            });
            if (answer == SendReview.Confirmed && !Changed(asked))
                await SendAsync(review.Seal);
        }
        finally
        {
            _reviewing = false;
        }
    }

    // Whatever was typed since takes the review back. A field that tells the same once more has not changed.
    private bool Changed(Notification asked)
    {
        if (ContentOf(asked) == ContentOf(_it) && _form.Readable)
            return false;

        _problems = [new("changed", "It was changed while it was reviewed. Review it again.")];
        return true;
    }

    private static string ContentOf(Notification it) => it.TemplateId + Snapshot.HashOf(NotificationRules.Clean(it), "", null);

    private async Task SaveDraftAsync()
    {
        if (Unread())
            return;

        var planned = Planned;
        if (planned && !await Dialogs.ConfirmAsync(
            "Save, and take it back?",
            _it.State == NotificationState.AwaitingApproval ? "It waits for approval. A change makes it a draft again." : "It is scheduled. A change takes it off the schedule.",
            "Save as a draft",
            ["It goes out only after Review and Send."]))
            return;

        await DoAsync(async actor =>
        {
            if (!await KeepAsync(actor))
                return;

            Toasts.Confirm("Draft saved", planned ? "It is no longer scheduled: nothing goes out before you send it again." : null);
            StateHasChanged(); // the guard hears that nothing is unsaved
            Navigation.NavigateTo(NotificationUrls.Edit(_it.Id), replace: true);
        });
    }

    private Task SendAsync(ReviewSeal reviewed) => DoAsync(async actor =>
    {
        if (!await KeepAsync(actor))
            return;

        var sent = await Service.SendAsync(actor, _it.Id, _it.Stamp.Version, reviewed, Ids.New(Time), _left.Token);
        if (!Take(sent))
            return;

        _done = true;
        StateHasChanged(); // the guard hears that nothing is unsaved
        Toasts.Confirm(sent.Value!.State == NotificationState.AwaitingApproval ? "Waiting for approval" : "Sent off", sent.Value.Name);
        Navigation.NavigateTo(NotificationUrls.Of(_it.Id), replace: true);
    });

    private async Task TestAsync()
    {
        if (Unread())
            return;

        _testing = true;
        try
        {
            await DoAsync(async actor =>
            {
                var tested = await Tests.SendAsync(actor, Local(_it), _left.Token);
                (_tests, _problems) = (tested.Value?.Items, tested.Problems);
            });
        }
        finally
        {
            _testing = false;
        }
    }

    private async Task<bool> KeepAsync(Actor actor)
    {
        var saved = await Service.SaveAsync(actor, Local(_it), Ids.New(Time), _left.Token);
        if (!Take(saved))
            return false;

        (_it, _dirty, _loadedId) = (saved.Value!, false, _it.Id);
        return true;
    }

    private bool Take(Result<Notification> result)
    {
        _conflict = result.Problems.FirstOrDefault(problem => problem.Code == Problem.Conflict)?.Message;
        _problems = _conflict is null ? result.Problems : [];
        return result.Ok;
    }
}
