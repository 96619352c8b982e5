using Microsoft.JSInterop;

namespace Clubshop.Admin.Ui;

/// <summary>
/// Calls scripts in the browser from components. An answer takes a round trip, and meanwhile the element, the page or the browser may be gone;
/// then the call does nothing and throws nothing.
/// </summary>
public sealed partial class Script(IJSRuntime js, ILogger<Script> logger)
{
    /// <summary>Calls a function of portal.js.</summary>
    /// <param name="function">Its name: <c>clubshop.focus</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Whether the browser answered.</returns>
    public Task<bool> CallAsync(string function, params object?[] arguments) => TryAsync(function, () => js.InvokeVoidAsync(function, arguments));

    /// <summary>Calls a function of the browser that answers with a text.</summary>
    /// <param name="function">Its name.</param>
    /// <returns>Its answer; null where the browser did not answer.</returns>
    public async Task<string?> AskAsync(string function)
    {
        string? answer = null;
        await TryAsync(function, async () => answer = await js.InvokeAsync<string?>(function));
        return answer;
    }

    /// <summary>
    /// Attaches a module's script to elements of a component: calls its <c>attach</c>, which returns an object with <c>detach</c>.
    /// Dispose the result when the component is disposed, whether or not the browser has answered by then.
    /// </summary>
    /// <param name="module">Its address: <c>./upload.js</c>.</param>
    /// <param name="arguments">Arguments of <c>attach</c>.</param>
    public ScriptPart Attach(string module, params object?[] arguments)
    {
        var part = new ScriptPart(this);
        part.Attached = TryAsync(module, () => part.AttachAsync(js, module, arguments));
        return part;
    }

    internal async Task<bool> TryAsync(string what, Func<ValueTask> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, or did not answer in time.
            return false;
        }
        catch (JSException refused)
        {
            // Usually the element disappeared during the call. An error in the script looks the same, so it is logged.
            LogRefused(logger, what, refused.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "The browser call {What} failed: {Reason}")]
    private static partial void LogRefused(ILogger logger, string what, string reason);
}

/// <summary>A script attached to elements of a component (<see cref="Script.Attach"/>).</summary>
public sealed class ScriptPart : IAsyncDisposable
{
    private readonly Script _script;
    private IJSObjectReference? _attached;
    private bool _gone;

    internal ScriptPart(Script script) => _script = script;

    /// <summary>Completes when the browser has answered, or can no longer answer.</summary>
    public Task<bool> Attached { get; internal set; } = Task.FromResult(false);

    internal async ValueTask AttachAsync(IJSRuntime js, string module, object?[] arguments)
    {
        var loaded = await js.InvokeAsync<IJSObjectReference>("import", module);
        try
        {
            // The component may have been disposed in the meantime, and its elements with it.
            if (!_gone)
            {
                _attached = await loaded.InvokeAsync<IJSObjectReference>("attach", arguments);
            }

            if (_gone)
            {
                await DetachAsync();
            }
        }
        finally
        {
            await loaded.DisposeAsync();
        }
    }

    /// <summary>Detaches the script, now or as soon as it is attached.</summary>
    public async ValueTask DisposeAsync()
    {
        _gone = true;
        await _script.TryAsync("detach", DetachAsync);
    }

    private async ValueTask DetachAsync()
    {
        if (_attached is { } attached)
        {
            _attached = null;
            await attached.InvokeVoidAsync("detach");
            await attached.DisposeAsync();
        }
    }
}
