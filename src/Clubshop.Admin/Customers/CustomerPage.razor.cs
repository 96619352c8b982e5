using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Customers;

/// <summary>The behaviour of the page; its markup is in CustomerPage.razor.</summary>
public sealed partial class CustomerPage
{
    private const string EraseWord = "erase";

    private readonly CancellationTokenSource _left = new();
    private CustomerView? _view;
    private EraseReceipt? _receipt;
    private IReadOnlyList<Problem> _problems = [];
    private string? _download;
    private string? _opened;
    private bool _busy;
    private bool _waiting;

    /// <summary>The customer's number.</summary>
    [Parameter] public string Sub { get; set; } = "";

    /// <summary>Who looks.</summary>
    [CascadingParameter] public Actor? Actor { get; set; }

    /// <summary>Cancels what is running.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_opened == Sub || Actor is null)
            return;

        (_opened, _view, _receipt, _download) = (Sub, null, null, null);
        await LoadAsync();
    }

    private Task LoadAsync() => DoAsync(async (actor, waits) =>
    {
        var found = await Service.FindAsync(actor, Sub, waits, _left.Token);
        if (found.Problems is [{ Code: Problem.NotFound }] && await Service.ReceiptAsync(actor, Sub, _left.Token) is { Ok: true } erased)
        {
            (_view, _receipt) = (null, erased.Value);
            return;
        }

        Take(found);
    });

    // After a detail was shown, the timeline has a new entry.
    private Task ReloadAsync() => _busy ? Task.CompletedTask : LoadAsync();

    private async Task HelpAsync(HelpOffer offer)
    {
        if (_view is not { } view)
            return;

        var answer = await Dialogs.OpenAsync<CaseDialog, CaseAnswer>($"{offer.Verb}: {view.Name}", new Dictionary<string, object?>
        {
            [nameof(CaseDialog.Text)] = offer.Sentence,
            [nameof(CaseDialog.Consequences)] = offer.Consequences,
            [nameof(CaseDialog.Confirm)] = offer.Verb,
            [nameof(CaseDialog.Danger)] = offer.Danger,
            [nameof(CaseDialog.TicketNeeded)] = offer.TicketNeeded,
            [nameof(CaseDialog.ValueLabel)] = offer.ValueLabel,
            [nameof(CaseDialog.Action)] = offer.Action,
            [nameof(CaseDialog.Known)] = Cases.Of(view.Sub),
        });
        if (answer is null)
            return;

        await DoAsync(async (actor, _) =>
        {
            var request = new HelpRequest(offer.Action, answer.Why, view.Seen) { Value = answer.Value };
            var helped = await Service.HelpAsync(actor, view.Sub, request, _left.Token);
            Done(helped, offer.Done, answer.Why);
        });
    }

    private async Task OptOutAsync((Channel Channel, bool Off) wanted)
    {
        if (_view is not { } view)
            return;

        var what = CustomerLabels.Of(wanted.Channel);
        var verb = CustomerLabels.Turn(wanted.Channel, wanted.Off);
        var answer = await Dialogs.OpenAsync<CaseDialog, CaseAnswer>($"{verb}: {view.Name}", new Dictionary<string, object?>
        {
            [nameof(CaseDialog.Text)] = wanted.Off
                ? L[$"They get no {what} until they turn them on again."]
                : L[$"They get {what} again. Do this only when they ask for it: it is their choice."],
            [nameof(CaseDialog.Consequences)] = (IReadOnlyList<string>)[L["Codes for signing in are not affected."]],
            [nameof(CaseDialog.Confirm)] = verb,
            [nameof(CaseDialog.TicketNeeded)] = !wanted.Off,
            [nameof(CaseDialog.Known)] = Cases.Of(view.Sub),
        });
        if (answer is not null)
        {
            await DoAsync(async (actor, _) => Done(
                await Service.SetOptOutAsync(actor, view.Sub, wanted.Channel, wanted.Off, answer.Why, _left.Token),
                wanted.Off ? L[$"{Format.Capital(what)} turned off"] : L[$"{Format.Capital(what)} turned on"], answer.Why));
        }
    }

    private async Task RemoveDeviceAsync(CustomerDevice device)
    {
        if (_view is not { } view)
            return;

        var answer = await Dialogs.OpenAsync<CaseDialog, CaseAnswer>(L[$"Remove this phone of {view.Name}?"], new Dictionary<string, object?>
        {
            [nameof(CaseDialog.Text)] = L[$"{device.Name} gets no notifications any more."],
            [nameof(CaseDialog.Consequences)] = (IReadOnlyList<string>)
                [L["They stay signed in on it. If it is lost, sign out everywhere as well."], L["It comes back when they open the app on it."]],
            [nameof(CaseDialog.Confirm)] = L["Remove this phone"],
            [nameof(CaseDialog.Danger)] = true,
            [nameof(CaseDialog.Known)] = Cases.Of(view.Sub),
        });
        if (answer is not null)
            await DoAsync(async (actor, _) => Done(await Service.RemoveDeviceAsync(actor, view.Sub, device.Id, answer.Why, _left.Token), L[$"{device.Name} removed"], answer.Why));
    }

    private async Task ExportAsync()
    {
        if (_view is not { } view)
            return;

        var answer = await Dialogs.OpenAsync<CaseDialog, CaseAnswer>(L[$"Export the data of {view.Name}?"], new Dictionary<string, object?>
        {
            [nameof(CaseDialog.Text)] = L["The file contains their name, email, number and everything else we keep, unmasked."],
            [nameof(CaseDialog.Consequences)] = (IReadOnlyList<string>)
                [L["Give it only to the customer, and delete it afterwards."], L["It counts as a detail shown, and is recorded in the audit log."]],
            [nameof(CaseDialog.Confirm)] = L["Export their data"],
            [nameof(CaseDialog.TicketNeeded)] = true,
        });
        if (answer is null)
            return;

        await DoAsync(async (actor, _) =>
        {
            var export = await Service.ExportAsync(actor, view.Sub, answer.Why, _left.Token);
            _problems = export.Problems;
            if (!export.Ok)
                return;

            _download = Exports.Keep(actor, view.Sub, export.Value);
            Take(await Service.FindAsync(actor, view.Sub, null, _left.Token));
        });
    }

    private async Task EraseAsync()
    {
        if (_view is not { } view)
            return;

        var answer = await Dialogs.OpenAsync<CaseDialog, CaseAnswer>(L[$"Erase {view.Name} for good?"], new Dictionary<string, object?>
        {
            [nameof(CaseDialog.Text)] = L["Nobody can undo this."],
            [nameof(CaseDialog.Consequences)] = (IReadOnlyList<string>)
            [
                L["The account is deleted, and they are signed out everywhere. Access tokens stay valid for up to 60 minutes."],
                L["Their devices, follows and opt-outs are deleted: no notification reaches them."],
                L["The audit log keeps that it was done, by whom and for which case, but nothing personal."],
            ],
            [nameof(CaseDialog.Confirm)] = L["Erase this customer"],
            [nameof(CaseDialog.Danger)] = true,
            [nameof(CaseDialog.TicketNeeded)] = true,
            [nameof(CaseDialog.Typed)] = EraseWord,
        });
        if (answer is null)
            return;

        await DoAsync(async (actor, _) =>
        {
            var erased = await Service.EraseAsync(actor, view.Sub, answer.Why, view.Seen, _left.Token);
            _problems = erased.Problems;
            if (!erased.Ok)
                return;

            (_view, _receipt, _download) = (null, erased.Value, null);
            Memory.Outdate();
        });
    }

    private void Done(Result<CustomerView> result, string message, Case why)
    {
        Take(result);
        if (result.Ok)
        {
            Cases.Keep(result.Value.Sub, why);
            Toasts.Confirm(message);
        }
    }

    private void Take(Result<CustomerView> result)
    {
        _problems = result.Problems;
        if (_view is { } before && (result.Value ?? result.Current)?.Seen != before.Seen)
            Memory.Outdate();
        if ((result.Value ?? result.Current) is { } view)
            (_view, _receipt) = (view, null);
        else if (result.Problems is [{ Code: Problem.NotFound }])
            _view = null;
    }

    private async Task DoAsync(Func<Actor, IProgress<TimeSpan>, Task> what)
    {
        if (_busy || Actor is not { } actor)
            return;

        (_busy, _waiting, _problems) = (true, false, []);
        using var waits = new WaitNotice(ShowWaiting, Time);
        try
        {
            await what(actor, waits);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            // Whatever failed, the page stays usable, and the log has it under the reference shown.
            var reference = SupportReference.New();
            CustomersLog.NotDone(Logger, reference, CustomersLog.TypesOf(exception));
            _problems = [new("broken", L[$"The customer directory did not answer. If it happens again, give support the reference {reference}."])];
        }
        finally
        {
            (_busy, _waiting) = (false, false);
        }
    }

    private void ShowWaiting() => _ = InvokeAsync(() =>
    {
        _waiting = _busy;
        if (!_left.IsCancellationRequested)
            StateHasChanged();
    });

    private static string Sentence(CustomerView view) => view.CreatedAt is not { } since ? L["Customer"]
        : view.Groups.Count == 0 ? L[$"Customer since {Format.Date(Ist.DayOf(since))}"]
        : L[$"Customer since {Format.Date(Ist.DayOf(since))}, in {string.Join($" {L["and"]} ", view.Groups)}"];

    private static string Glyph(Tone tone) => tone switch
    {
        Tone.Good => Icons.Done,
        Tone.Warn => Icons.Warn,
        Tone.Bad => Icons.Bad,
        _ => Icons.Info,
    };

    private static string? Look(Tone tone) => tone switch
    {
        Tone.Good => "ok",
        Tone.Warn => "hm",
        Tone.Bad => "no",
        _ => null,
    };
}
