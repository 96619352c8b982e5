using Microsoft.JSInterop;

namespace Clubshop.Admin.Ui;

/// <summary>
/// The one way from a component to the browser's scripts. An answer takes a round trip, and until it comes the element, the page or the
/// whole browser may be gone: then nothing is left to do, and nothing is thrown.
/// </summary>
public sealed partial class Script(IJSRuntime js, ILogger<Script> logger)
{
    /// <summary>Calls a function of portal.js.</summary>
    /// <param name="function">Its name: <c>clubshop.focus</c>.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Whether the browser answered.</returns>
    public Task<bool> CallAsync(string function, params object?[] arguments) => TryAsync(function, () => js.InvokeVoidAsync(function, arguments));

    /// <summary>
    /// Attaches a module's script to elements of a component: calls its <c>attach</c>, which answers with an object that has <c>detach</c>.
    /// Dispose what is returned when the component is disposed, whether or not the browser has answered by then.
    /// </summary>
    /// <param name="module">Its address: <c>./upload.js</c>.</param>
    /// <param name="arguments">What <c>attach</c> is given.</param>
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
            // The browser is gone, or did not answer in time: nobody to do it for.
            return false;
        }
        catch (JSException refused)
        {
            // Usually the element went away while the call was on its way; a slip in the script looks the same, so the log has it.
            LogRefused(logger, what, refused.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "The browser did not do {What}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string what, string reason);
}

/// <summary>A script attached to elements of a component (<see cref="Script.Attach"/>).</summary>
public sealed class ScriptPart : IAsyncDisposable
{
    private readonly Script _script;
    private IJSObjectReference? _attached;
    private bool _gone;

    internal ScriptPart(Script script) => _script = script;

    /// <summary>Completes when the browser has answered, or cannot any more.</summary>
    public Task<bool> Attached { get; internal set; } = Task.FromResult(false);

    internal async ValueTask AttachAsync(IJSRuntime js, string module, object?[] arguments)
    {
        var loaded = await js.InvokeAsync<IJSObjectReference>("import", module);
        try
        {
            // The component may have gone in the meantime, and its elements with it.
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

    /// <summary>Detaches the script, now or as soon as it turns out to have been attached.</summary>
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
