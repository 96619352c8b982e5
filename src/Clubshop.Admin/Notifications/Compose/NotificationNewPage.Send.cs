using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Notifications.Compose;

// Reviewing, saving, testing and sending.
public sealed partial class NotificationNewPage
{
    private async Task ReviewAsync()
    {
        if (_reviewing || RefuseUnreadable())
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

    // Anything typed since makes the review void. A field that only reports the same value again is not a change.
    private bool Changed(Notification asked)
    {
        if (ContentOf(asked) == ContentOf(_it) && _form.Readable)
            return false;

        _problems = [new("changed", L["It was changed during the review. Review it again."])];
        return true;
    }

    private static string ContentOf(Notification it) => it.TemplateId + Snapshot.HashOf(NotificationRules.Clean(it), "", null);

    private async Task SaveDraftAsync()
    {
        if (RefuseUnreadable())
            return;

        var planned = Planned;
        if (planned && !await Dialogs.ConfirmAsync(
            L["Save and withdraw it?"],
            _it.State == NotificationState.AwaitingApproval ? L["It is waiting for approval. Saving makes it a draft again."] : L["It is scheduled. Saving takes it off the schedule."],
            L["Save as a draft"],
            [L["It goes out only after you press Review and Send again."]]))
            return;

        await DoAsync(async actor =>
        {
            if (!await SaveAsync(actor))
                return;

            Toasts.Confirm(L["Draft saved"], planned ? L["It is no longer scheduled: nothing goes out until you send it again."] : null);
            StateHasChanged(); // so that the leave guard sees that nothing is unsaved
            Navigation.NavigateTo(NotificationUrls.Edit(_it.Id), replace: true);
        });
    }

    private Task SendAsync(ReviewSeal reviewed) => DoAsync(async actor =>
    {
        if (!await SaveAsync(actor))
            return;

        var sent = await Service.SendAsync(actor, _it.Id, _it.Stamp.Version, reviewed, Ids.New(Time), _left.Token);
        if (!Apply(sent))
            return;

        _done = true;
        StateHasChanged(); // so that the leave guard sees that nothing is unsaved
        Toasts.Confirm(sent.Value!.State == NotificationState.AwaitingApproval ? L["Waiting for approval"] : L["Queued for sending"], sent.Value.ShownName);
        Navigation.NavigateTo(NotificationUrls.Of(_it.Id), replace: true);
    });

    private async Task TestAsync()
    {
        if (RefuseUnreadable())
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

    private async Task<bool> SaveAsync(Actor actor)
    {
        var saved = await Service.SaveAsync(actor, Local(_it), Ids.New(Time), _left.Token);
        if (!Apply(saved))
            return false;

        await DropDraftAsync(); // while its place is still the one it was written in
        (_it, _dirty, _loadedId, _loadedFrom) = (saved.Value!, false, _it.Id, null);
        return true;
    }

    private bool Apply(Result<Notification> result)
    {
        _conflict = result.Problems.FirstOrDefault(problem => problem.Code == Problem.Conflict)?.Message;
        _problems = _conflict is null ? result.Problems : [];
        return result.Ok;
    }
}
