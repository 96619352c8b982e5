using Bunit;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Scripts that answer late, with an error, or never.</summary>
public sealed class ScriptTests : UiTest
{
    public static TheoryData<Exception> Lost => new()
    {
        new JSDisconnectedException("The circuit is gone."),
        new TaskCanceledException("The browser did not answer in time."),
        new OperationCanceledException(),
        new ObjectDisposedException("circuit"),
        new JSException("Cannot read properties of null (reading 'files')"),
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Call_WithoutAnAnswer_DoesNotThrow(Exception lost)
    {
        var script = new Script(new LateBrowser(_ => throw lost), NullLogger<Script>.Instance);
        Assert.False(await script.CallAsync("clubshop.focus", "f-title"));
        await using var part = script.Attach("./upload.js");
        Assert.False(await part.Attached);
    }

    [Fact]
    public async Task Attach_ComponentDisposedBeforeTheModuleLoads_AttachesNothing()
    {
        var module = new LateModule();
        var import = new TaskCompletionSource<object>();
        var part = new Script(new LateBrowser(_ => import.Task), NullLogger<Script>.Instance).Attach("./upload.js", "input");

        await part.DisposeAsync();
        import.SetResult(module);

        Assert.True(await part.Attached);
        Assert.Empty(module.Calls);
        Assert.True(module.Disposed);
    }

    [Fact]
    public async Task Attach_ComponentDisposedWhileAttaching_IsDetachedAfterwards()
    {
        var attached = new LateModule();
        var attach = new TaskCompletionSource<object>();
        var module = new LateModule { Answer = _ => attach.Task };
        var part = new Script(new LateBrowser(_ => Task.FromResult<object>(module)), NullLogger<Script>.Instance).Attach("./upload.js", "input");

        await part.DisposeAsync();
        attach.SetResult(attached);
        await part.Attached;

        Assert.Equal(["attach"], module.Calls);
        Assert.Equal(["detach"], attached.Calls);
        Assert.True(attached.Disposed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Fields_LeftAtAnyMomentOfTheirScripts_BreakNothing(int answers)
    {
        // Left after so many answers; the next one is an element that is gone, as a browser tells it.
        var left = answers;
        Task<object> Answer(string call) => left-- > 0 ? Task.FromResult<object>(new LateModule { Answer = Answer }) : Task.FromException<object>(new JSException("Cannot read properties of null"));
        Services.AddSingleton<IJSRuntime>(new LateBrowser(Answer));
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();

        var page = Render(builder =>
        {
            builder.OpenComponent<UploadField>(0);
            builder.AddComponentParameter(1, nameof(UploadField.Label), "File");
            builder.AddComponentParameter(2, nameof(UploadField.Url), "/import/upload");
            builder.CloseComponent();
            builder.OpenComponent<PasteField>(3);
            builder.AddComponentParameter(4, nameof(PasteField.Label), "List");
            builder.AddComponentParameter(5, nameof(PasteField.ButtonText), "Take the list");
            builder.CloseComponent();
            builder.OpenComponent<MultiSelect<string>>(6);
            builder.AddComponentParameter(7, nameof(MultiSelect<string>.Label), "Clubs");
            builder.AddComponentParameter(8, nameof(MultiSelect<string>.Value), (IReadOnlyList<string>)["Croma"]);
            builder.CloseComponent();
            builder.OpenComponent<Form>(9);
            builder.AddComponentParameter(10, nameof(Form.Label), "Offer");
            builder.AddComponentParameter(11, nameof(Form.Problems), (IReadOnlyList<Clubshop.Admin.Common.Problem>)[new("a", "Write a title.", "Title")]);
            builder.CloseComponent();
            builder.OpenComponent<ConflictCard>(12);
            builder.AddComponentParameter(13, nameof(ConflictCard.Fields), (IReadOnlyList<ConflictField>)[new("Title", "Title", "a", "b", "c")]);
            builder.CloseComponent();
        });
        page.Find("button.x").Click();
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Save this version").Click();

        await DisposeComponentsAsync();
        Assert.False(Renderer.UnhandledException.IsCompleted, "A component let an exception of its script through.");
    }

    private sealed class LateBrowser(Func<string, Task<object>> answer) : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            await answer(identifier) is TValue value ? value : default!;
    }

    private sealed class LateModule : IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public Func<string, Task<object>> Answer { get; init; } = _ => Task.FromResult(new object());

        public bool Disposed { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Calls.Add(identifier);
            return await Answer(identifier) is TValue value ? value : default!;
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
