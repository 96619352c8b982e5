using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>Renders pages of the catalog over the real services and an embedded DynamoDB. Dialogs are answered by the test.</summary>
public abstract class PageTest : UiTest, IAsyncLifetime
{
    /// <summary>A form that nothing is put back into any more: drafts were asked for, or it keeps none.</summary>
    private protected const string Settled = "form[data-ready], form:not([data-keep])";

    private protected CatalogWorld World { get; private set; } = null!;

    private protected AnsweredDialogs Dialogs { get; } = new();

    private protected KeptToasts Toasts { get; } = new();

    /// <summary>Who is signed in: the actor of the page that was opened last.</summary>
    private protected SignedIn People { get; } = new();

    protected virtual void Add(IServiceCollection services)
    {
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        World = await CatalogWorld.OpenAsync(Add);
        Services.AddSingleton<TimeProvider>(World.Clock);
        Services.AddSingleton<Dialogs>(Dialogs);
        Services.AddSingleton<Toasts>(Toasts);
        Services.AddSingleton<AuthenticationStateProvider>(People);
        Services.AddScoped<StatusUndo>();
        Services.AddScoped<RowSteps>();
        Services.AddScoped<SessionEnding>();
        Services.AddFallbackServiceProvider(World.Services);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await World.DisposeAsync();
    }

    private protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private protected IRenderedComponent<TPage> Open<TPage>(Actor actor, string? id = null)
        where TPage : IComponent
    {
        People.Actor = actor;
        return Render<TPage>(page =>
        {
            page.AddCascadingValue(actor);
            if (id is not null)
                page.TryAdd("Id", id);
        });
    }

    /// <summary>Presses the button of the last confirmation, as in the circuit.</summary>
    private protected Task UndoAsync<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent => page.InvokeAsync(() => Toasts.Action!.RunAsync());

    /// <summary>The input under a label, as somebody who listens finds it.</summary>
    private protected static AngleSharp.Dom.IElement Field<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent
    {
        CatchUp(page);
        var found = page.FindAll("label").Single(one => one.TextContent.Trim() == label);
        return page.Find("#" + found.GetAttribute("for"));
    }

    private protected static AngleSharp.Dom.IElement Button<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : IComponent
    {
        CatchUp(page);
        if (Named() is { } there)
            return there;

        page.OpenMenus(); // it may be in one
        return Named() ?? throw new InvalidOperationException($"There is no button “{name}”.");

        AngleSharp.Dom.IElement? Named() => page.FindAll("button").FirstOrDefault(one => one.TextContent.Trim() == name || one.GetAttribute("aria-label") == name);
    }

    // What was pressed or typed before has its turn: the circuit may be busy with something that was read meanwhile.
    private static void CatchUp<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent => page.InvokeAsync(static () => { }).GetAwaiter().GetResult();

    /// <summary>What is told at a field, by the id that its input names.</summary>
    private protected static string? ErrorAt<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent
    {
        var input = Field(page, label);
        return input.GetAttribute("aria-invalid") != "true"
            ? null
            : (input.GetAttribute("aria-describedby") ?? "").Split(' ').Where(id => id.EndsWith("-e", StringComparison.Ordinal)).Select(id => page.Find("#" + id).TextContent.Trim()).Single();
    }
}

/// <summary>The session of the circuit.</summary>
internal sealed class SignedIn : AuthenticationStateProvider
{
    /// <summary>The person; null once they are signed out.</summary>
    public Actor? Actor { get; set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(Actor is null ? new() : ActorClaims.PrincipalOf(Actor, "session")));
}

/// <summary>Says yes or no, and keeps what was asked.</summary>
internal sealed class AnsweredDialogs() : Dialogs(null!)
{
    public bool Answer { get; set; } = true;

    public List<(string Title, IReadOnlyList<string> Consequences)> Asked { get; } = [];

    public override Task<bool> ConfirmAsync(
        string title, string text, string confirm, IReadOnlyList<string>? consequences = null, bool danger = false, string? typed = null, string cancel = "Cancel")
    {
        Asked.Add((title, consequences ?? []));
        return Task.FromResult(Answer);
    }

    /// <summary>What a component in a dialog answers, when it has been asked; null leaves it.</summary>
    public Func<Type, IReadOnlyDictionary<string, object?>, Task<object?>> Opened { get; set; } = (_, _) => Task.FromResult<object?>(null);

    public override async Task<TResult?> OpenAsync<TBody, TResult>(string title, IReadOnlyDictionary<string, object?> parameters)
        where TResult : default
    {
        Asked.Add((title, []));
        return (TResult?)await Opened(typeof(TBody), parameters);
    }
}

/// <summary>Keeps what was confirmed.</summary>
internal sealed class KeptToasts() : Toasts(TimeProvider.System)
{
    public List<string> Done { get; } = [];

    /// <summary>What the last one offered beside its text; null for nothing.</summary>
    public ToastAction? Action { get; private set; }

    public override void Confirm(string done, string? detail = null, ToastAction? action = null)
    {
        Done.Add(detail is null ? done : $"{done}. {detail}");
        Action = action;
    }
}
