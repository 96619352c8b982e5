using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.History;

/// <content>What can be done with a version: going back to it, taking that back, and restoring a deleted record.</content>
public sealed partial class HistoryFrame<T>
{
    private Task RestoreAsync() => ChangeAsync(async (actor, current) =>
    {
        var result = await Service.RestoreAsync(actor, current, new(Token("restore")), CancellationToken.None);
        if (result.Ok)
            Toasts.Confirm(L[$"{TextCut.Shown(current.Name, MaxShown)} is restored as a draft"]);

        return result.Ok ? null : result.Problems[0];
    });

    private Task RevertAsync(IReadOnlyList<string> names) => ChangeAsync(async (actor, current) =>
    {
        if (_version is not { } version)
            return null;

        var submit = new Submit(Token($"{version.Number} {string.Join(' ', names)}"));
        var result = await Service.RevertAsync(actor, current, version, names, submit, CancellationToken.None);
        if (result.Problems is [{ Code: Consequences.NeedsDecision } question])
        {
            if (!await Dialogs.ConfirmAsync(L[$"Take {current.Name} from customers?"], L["With the status of then customers no longer see it."], L["Go back"], [question.Message]))
                return null;

            result = await Service.RevertAsync(actor, current, version, names, submit with { Decided = true }, CancellationToken.None);
        }

        if (!result.Ok)
            return result.Problems[0] with { Message = string.Join(' ', result.Problems.Select(problem => problem.Message)) };

        var name = TextCut.Shown(current.Name, MaxShown);
        var step = new DoneStep<T>(
            Kind, Service, new(result.Value.Status, $"Go back to version {version.Number}", ""), All.Aggregate(result.Value, (record, field) => field.Take(record, current)))
        {
            Said = L[$"Go back to version {version.Number}"],
            Undone = L[$"{name} is as it was before"],
        };
        Undo.Confirm(L[$"{name} is back to version {Ui.Format.Number(version.Number)}"], Told(names), step, TookBack);
        return null;
    });

    private string? Told(IReadOnlyList<string> names) => names.Count > 3 ? null : string.Join(", ", All.Where(field => names.Contains(field.Name)).Select(field => L[field.Label]));

    private bool TookBack(Result<T> result)
    {
        if (_left.IsCancellationRequested)
            return false;

        _ = InvokeAsync(async () =>
        {
            await LoadAsync();
            _trouble = result.Ok ? null : result.Problems[0];
            StateHasChanged();
        });
        return true;
    }

    // One change at a time; what it says is shown on the page as it is then.
    private Task ChangeAsync(Func<Actor, T, Task<Problem?>> change) => GuardAsync(async actor =>
    {
        if (_timeline is not { } timeline)
            return;

        _trouble = null;
        var before = timeline.Current.Stamp.Version;
        var problem = await change(actor, timeline.Current);
        if (problem is { Code: not Problem.Conflict })
        {
            _trouble = problem;
            return;
        }

        // As it is now: what was done, or what somebody else saved first.
        await ReadAsync(actor);
        if (problem is not null || _timeline?.Current.Stamp.Version == before)
        {
            await FindAsync();
            _trouble = problem;
            return;
        }

        _submit = null;
        if (To is not null)
            Navigation.NavigateTo(Kind.History(Id), replace: true);
    });

    // The same asking for the same thing counts once, also where an answer was lost.
    private string Token(string of)
    {
        var whole = $"{_timeline!.Current.Stamp.Version} {of}";
        if (_submit?.Of != whole)
            _submit = (whole, Ids.New(Time));

        return _submit.Value.Token;
    }
}
