using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Clubshop.Admin.GoTo;

/// <summary>The box in the header that finds pages, records and actions by name. What is typed stays in the circuit: no address and no log has it.</summary>
public sealed partial class GoToBox : IDisposable
{
    /// <summary>What the empty box says.</summary>
    public static string Hint { get; } = L.Later("Go to a record, page or action");

    /// <summary>Maximum number of UTF-16 units of the search text; longer text is cut.</summary>
    public const int MaxLength = 200;

    private readonly LatestOnly _latest = new();
    private readonly RecentPlaces _recent = new();
    private IReadOnlyList<GoToGroup> _groups = [];
    // As the person typed it: what comes back from here must not take away a blank, or letters that were typed meanwhile.
    private string _typed = "";
    private string _text = "";
    private bool _open;
    private bool _looking;
    private bool _failed;

    /// <summary>The signed-in person; null finds nothing.</summary>
    [Parameter]
    public Actor? Actor { get; set; }

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private IEnumerable<IGoToSource> Sources { get; set; } = null!;

    [Inject]
    private ILogger<GoToBox> Log { get; set; } = null!;

    private int Count => _groups.Sum(group => group.Items.Count);

    private string? Note => (Count, _looking, _failed) switch
    {
        (_, true, _) => L["Still looking…"],
        (_, _, true) => L["Not everything could be searched just now."],
        (0, _, _) => L[$"Nothing found for “{_text}”."],
        _ => null,
    };

    private string? Said => !_open ? null : Count == 0 ? Note : Format.Count(Count, "result", "results");

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _recent.Opened(Navigator.ToBaseRelativePath(Navigator.Uri));
        Navigator.LocationChanged += Moved;
    }

    private void Moved(object? sender, LocationChangedEventArgs moved) => _recent.Opened(Navigator.ToBaseRelativePath(moved.Location));

    private Task OpenAsync() => _open ? Task.CompletedTask : SearchAsync();

    private Task FindAsync(string? typed)
    {
        _typed = TextCut.Units(typed ?? "", MaxLength);
        var text = _typed.Trim();
        if (text == _text)
            return Task.CompletedTask;

        _text = text;
        return SearchAsync();
    }

    // Whatever answers at once is shown at once; what must read first follows below it.
    private async Task SearchAsync()
    {
        var token = _latest.Next();
        var text = GoToText.Of(_text);
        _failed = false;
        List<GoToItem> found = text.IsEmpty ? [.. Recent()] : [];
        List<Task<IReadOnlyList<GoToItem>>> slow = [];
        foreach (var source in Actor is null ? [] : Sources)
        {
            var answer = AskAsync(source, text, Actor!, token);
            if (answer.IsCompleted)
                found.AddRange(await answer);
            else
                slow.Add(answer);
        }

        (_groups, _looking, _open) = (GoToGroup.Of(found, text.IsEmpty ? int.MaxValue : GoToGroup.MaxItems), slow.Count > 0, true);
        var waiting = slow.Count;
        await foreach (var answer in Task.WhenEach(slow))
        {
            var later = await answer;
            if (token.IsCancellationRequested)
                return;

            (_groups, _looking) = (GoToGroup.Append(_groups, later), --waiting > 0);
            StateHasChanged();
        }
    }

    private async Task<IReadOnlyList<GoToItem>> AskAsync(IGoToSource source, GoToText text, Actor actor, CancellationToken token)
    {
        try
        {
            return await source.FindAsync(text, actor, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return [];
        }
#pragma warning disable CA1031 // A failing source must not break the others or the page.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogSource(Log, broken, source.GetType().Name);
            _failed |= !token.IsCancellationRequested;
            return [];
        }
    }

    // Without the page that is open: nobody wants to go where they are.
    private IEnumerable<GoToItem> Recent()
    {
        var here = RecentPlaces.PathOf(Navigator.ToBaseRelativePath(Navigator.Uri));
        return Actor is not { } actor
            ? []
            : _recent.Paths.Where(path => path != here)
                .Select(path => Sources.Select(source => source.At(path, actor)).FirstOrDefault(item => item is not null)).OfType<GoToItem>()
                .Take(GoToGroup.MaxItems).Select(item => item with { Group = L.Later("Recent"), Sub = item.Sub.Length > 0 ? item.Sub : L[item.Group] });
    }

    private void Go(GoToItem item)
    {
        Close();
        (_typed, _text) = ("", "");
        Navigator.NavigateTo(item.Href);
    }

    private void Close()
    {
        _latest.Next();
        (_open, _looking) = (false, false);
    }

    /// <summary>Cancels a running search, and stops listening to navigation.</summary>
    public void Dispose()
    {
        Navigator.LocationChanged -= Moved;
        _latest.Dispose();
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Go to: the source {Source} failed.")]
    private static partial void LogSource(ILogger logger, Exception exception, string source);
}
