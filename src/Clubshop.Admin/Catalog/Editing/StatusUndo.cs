using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>A step of status that was done and can be taken back.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Kind">Its kind.</param>
/// <param name="Service">The service that did it, and takes it back.</param>
/// <param name="Move">The step.</param>
/// <param name="Wanted">The record as it was before, in the version that the step left.</param>
public sealed record DoneStep<T>(CatalogKind Kind, RecordService<T> Service, StatusMove Move, T Wanted)
    where T : class, ICatalogRecord
{
    /// <summary>How it reads once it is taken back; null for what the status says: "Croma is published again".</summary>
    public string? Undone { get; init; }

    /// <summary>What the step is called where it could not be taken back; null where it is the name of its move.</summary>
    public string? Said { get; init; }
}

/// <summary>
/// Confirms a step of status with "Undo" beside it: such a step is done at once, without a question. Pressed, the step is taken back by the kind's
/// service, as whoever is signed in by then; where somebody has changed the record since, it says so and changes nothing.
/// </summary>
public sealed class StatusUndo(
    Toasts toasts, Dialogs dialogs, NavigationManager navigation, AuthenticationStateProvider people, TimeProvider time, ILogger<StatusUndo> logger)
{
    private const int MaxShown = 60;

    // Whose step each of the shown buttons takes back.
    private readonly List<(string Id, ToastAction Action)> _offered = [];
    private readonly List<string> _takingBack = [];

    /// <summary>Whether a step of the record is being taken back: what its page shows of that, it hears in a moment, and not as somebody else's change.</summary>
    public bool IsTakingBack(string id) => _takingBack.Contains(id);

    /// <summary>Confirms the step.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="done">What was done: "Croma is paused".</param>
    /// <param name="detail">What it means; null for nothing.</param>
    /// <param name="step">The step.</param>
    /// <param name="show">Shows on its page what became of taking it back; false when that page was left: then a dialog says what went wrong.</param>
    public void Confirm<T>(string done, string? detail, DoneStep<T> step, Func<Result<T>, bool> show)
        where T : class, ICatalogRecord
    {
        Withdraw(step.Wanted.Id);
        var action = new ToastAction(L["Undo"], () => TakeBackAsync(step, show));
        _offered.Add((step.Wanted.Id, action));
        toasts.Confirm(done, detail, action);
    }

    /// <summary>The record was changed once more: its last step can no longer be taken back, and nothing offers it.</summary>
    public void Withdraw(string id)
    {
        foreach (var toast in toasts.All.Where(toast => _offered.Exists(one => one.Id == id && one.Action == toast.Action)).ToArray())
            toasts.Remove(toast);

        _offered.RemoveAll(one => one.Id == id);
    }

    private async Task TakeBackAsync<T>(DoneStep<T> step, Func<Result<T>, bool> show)
        where T : class, ICatalogRecord
    {
        _offered.RemoveAll(one => one.Id == step.Wanted.Id);
        var name = TextCut.Shown(step.Wanted.Name, MaxShown);
        _takingBack.Add(step.Wanted.Id);
        var result = await TryAsync(step);
        if (result.Ok)
            toasts.Confirm(step.Undone ?? StatusTexts.Again(result.Value.Status, name));

        _takingBack.Remove(step.Wanted.Id);
        if (!show(result) && !result.Ok
            && await dialogs.ConfirmAsync(L[$"“{step.Said ?? L[step.Move.Verb]}” was not undone"], $"{name}: {result.Problems[0].Message}", L[$"Open {L[step.Kind.Name]}"], cancel: L["Close"]))
        {
            navigation.NavigateTo(step.Kind.Edit(step.Wanted.Id));
        }
    }

    private async Task<Result<T>> TryAsync<T>(DoneStep<T> step)
        where T : class, ICatalogRecord
    {
        try
        {
            return ActorClaims.ActorOf((await people.GetAuthenticationStateAsync()).User) is { } actor
                ? await step.Service.TakeBackAsync(actor, step.Wanted, step.Move.Verb, new(Ids.New(time)), CancellationToken.None)
                : new Problem(Problem.Forbidden, L["You are no longer signed in. Nothing was taken back."]);
        }
#pragma warning disable CA1031 // Whatever it is, the page stands and says so, and the log has it under the same reference.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reference = SupportReference.New();
            logger.LogNotSaved(step.Kind.Name, reference, exception);
            return new Problem("failed", L[$"The database did not take it. Open the {L[step.Kind.Name]} to see how it is now. Reference {reference}."]);
        }
    }
}
