using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Clubshop.Admin.App;

/// <summary>
/// The error boundary around the page: logs an exception with a reference and shows a message in the page's place; the layout stays usable. Where
/// something that the page needs does not answer, it says that, and not that the page is broken.
/// </summary>
public sealed partial class PageBoundary(ILogger<PageBoundary> logger) : ErrorBoundaryBase
{
    private string? _reference;

    /// <inheritdoc />
    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = SupportReference.New();
        if (Outages.IsAway(exception))
            LogAway(logger, exception, _reference);
        else
            LogFailure(logger, exception, _reference);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        var away = Outages.IsAway(CurrentException);
        builder.OpenComponent<PageTitle>(1);
        builder.AddComponentParameter(2, nameof(PageTitle.ChildContent), (RenderFragment)(title => title.AddContent(0, (away ? L["Did not load"] : L["Stopped working"]) + " · Clubshop Admin")));
        builder.CloseComponent();
        builder.OpenComponent<EmptyState>(3);
        builder.AddComponentParameter(4, nameof(EmptyState.PageTitle), true);
        builder.AddComponentParameter(5, nameof(EmptyState.Alert), true);
        builder.AddComponentParameter(6, nameof(EmptyState.Icon), away ? Icons.Offline : Icons.Bad);
        builder.AddComponentParameter(7, nameof(EmptyState.Title), away ? L["This page did not load"] : L["This page stopped working"]);
        builder.AddComponentParameter(8, nameof(EmptyState.Text), (RenderFragment)(text => text.AddContent(
            0, away
                ? L[$"The database did not answer. Everything saved is safe. Try again in a minute. If it happens again, give support the reference {_reference}."]
                : L[$"Everything saved is safe. Try again. If it happens again, give support the reference {_reference}."])));
        builder.AddComponentParameter(9, nameof(EmptyState.Actions), (RenderFragment)RenderActions);
        builder.CloseComponent();
    }

    private void RenderActions(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Button>(0);
        builder.AddComponentParameter(1, nameof(Button.Kind), ButtonKind.Main);
        builder.AddComponentParameter(2, nameof(Button.Text), L["Try again"]);
        builder.AddComponentParameter(3, nameof(Button.OnClick), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
        builder.OpenComponent<Button>(4);
        builder.AddComponentParameter(5, nameof(Button.Text), L["Go to the dashboard"]);
        builder.AddComponentParameter(6, nameof(Button.Href), "/");
        builder.CloseComponent();
    }

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "A page did not load, because what it needs does not answer; the person has the reference {Reference}.")]
    private static partial void LogAway(ILogger logger, Exception exception, string? reference);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "A page failed; the person has the reference {Reference}.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string? reference);
}
