using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Admin.SavedViews;

/// <summary>The menu of a list's saved views.</summary>
public sealed partial class ViewMenu : PortalComponent, IDisposable
{
    // Letters of a name on the button, and in an action.
    private const int ShownLength = 24;

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<SavedView> _views = [];
    private string? _problem;
    private string? _readFor;

    /// <summary>The list.</summary>
    [Parameter, EditorRequired]
    public ViewList List { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>The address of what the list shows.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    /// <summary>The id of the view that was opened; null for none.</summary>
    [Parameter]
    public string? Opened { get; set; }

    [Inject]
    private ViewService Views { get; set; } = null!;

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<ViewMenu> Logger { get; set; } = null!;

    private SavedView? Current => Opened is { } id ? _views.FirstOrDefault(view => view.Id == id) : null;

    private string Search => List.Normal(Address);

    private bool IsChanged => Current is { } current && current.Search != Search;

    private string Label => Current is not { } current ? L["Views"] : IsChanged ? L[$"{Short(current)}, changed"] : Short(current);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var wanted = $"{List.Name}/{Actor.Id}";
        if (_readFor == wanted)
            return Task.CompletedTask;

        _readFor = wanted;
        return LoadAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private static string Short(SavedView view) => TextCut.Shown(view.Name, ShownLength);

    private string HrefOf(SavedView view) => QueryHelpers.AddQueryString(List.Path + view.Search, ViewList.Query, view.Id);

    private Task LoadAsync() => GuardAsync(reference => L[$"The views did not load. Try again. Reference {reference}"], async () =>
    {
        var views = await Views.ListAsync(Actor, List, _left.Token);
        (_views, _problem) = (views, null);
    });

    private Task SaveAsync() => OpenAsync(L["Save view"], L["Save"], null, L["Keeps the search, the filters and the order of this list under a name."], ViewService.MayShare(Actor, List), (name, shared) =>
        Views.CreateAsync(Actor, List, new(name, Address, shared), Ids.New(Time), CancellationToken.None));

    private Task RenameAsync(SavedView view) => OpenAsync(L["Rename view"], L["Rename"], view.Name, view.Shared ? L["Everybody who sees it sees the new name."] : L["What it shows stays as it is."], false, (name, _) =>
        Views.ChangeAsync(Actor, List, view, new(name, view.Search, view.Shared), Ids.New(Time), CancellationToken.None));

    private Task UpdateAsync(SavedView view) => ChangeAsync(view, new(view.Name, Address, view.Shared), L["View updated"]);

    private Task ShareAsync(SavedView view, bool shared) =>
        ChangeAsync(view, new(view.Name, view.Search, shared), shared ? L[$"Everybody who sees the {L[List.Name]} sees this view"] : L["View no longer shared"]);

    private Task DeleteAsync(SavedView view) => GuardAsync(NotDone, async () =>
    {
        var name = TextCut.Shown(view.Name, SavedView.LongestName);
        if (!await Dialogs.ConfirmAsync(L[$"Delete the view “{name}”?"], view.Shared ? L[$"Everybody who sees the {L[List.Name]} loses it. The records stay."] : L["The records stay."], L["Delete view"], danger: true))
            return;

        if (await Views.DeleteAsync(Actor, List, view, Ids.New(Time), CancellationToken.None) is { } problem)
        {
            await RefuseAsync(problem);
            return;
        }

        Toasts.Confirm(L["View deleted"], name);
        await LoadAsync();
        Navigation.NavigateTo(List.Path + Search, replace: true);
    });

    private Task ChangeAsync(SavedView view, ViewContent content, string done) => GuardAsync(NotDone, async () =>
    {
        var result = await Views.ChangeAsync(Actor, List, view, content, Ids.New(Time), CancellationToken.None);
        if (!result.Ok)
        {
            await RefuseAsync(result.Problems[0]);
            return;
        }

        Toasts.Confirm(done, result.Value.Name);
        await LoadAsync();
    });

    private Task OpenAsync(string title, string confirm, string? name, string text, bool mayShare, Func<string, bool, Task<Result<SavedView>>> keep) => GuardAsync(NotDone, async () =>
    {
        SavedView? kept = null;
        await Dialogs.OpenAsync<ViewBody, bool>(title, new Dictionary<string, object?>
        {
            [nameof(ViewBody.Text)] = text,
            [nameof(ViewBody.Confirm)] = confirm,
            [nameof(ViewBody.List)] = List.Name,
            [nameof(ViewBody.Name)] = name,
            [nameof(ViewBody.MayShare)] = mayShare,
            [nameof(ViewBody.Keep)] = (Func<string, bool, Task<Problem?>>)KeepAsync,
        });
        if (kept is null)
            return;

        Toasts.Confirm(name is null ? L["View saved"] : L["View renamed"], kept.Name);
        await LoadAsync();
        if (name is null)
            Navigation.NavigateTo(HrefOf(kept), replace: true);

        async Task<Problem?> KeepAsync(string typed, bool shared)
        {
            try
            {
                var result = await keep(typed, shared);
                kept = result.Value;
                return result.Ok ? null : result.Problems[0];
            }
            catch (Exception cause)
            {
                return new("failed", L[$"The database did not take it. Try again in a moment. Reference {Log(cause)}."]);
            }
        }
    });

    private static string NotDone(string reference) => L[$"The database did not take it. Try again in a moment. Reference {reference}"];

    // In a dialog: the menu that it was chosen in is closed by now.
    private async Task RefuseAsync(Problem problem)
    {
        await LoadAsync();
        await Dialogs.ConfirmAsync(L["Not done"], problem.Message, L["Close"], cancel: L["Cancel"]);
    }

    private string Log(Exception cause)
    {
        var reference = SupportReference.New();
        Logger.ViewsNotDone(List.Name, reference, cause);
        return reference;
    }

    private async Task GuardAsync(Func<string, string> problem, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception cause)
        {
            _problem = problem(Log(cause));
        }
    }
}
