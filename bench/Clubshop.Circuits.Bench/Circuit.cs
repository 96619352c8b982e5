using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Circuits.Bench;

/// <summary>One browser tab as the server sees it: the page's HTML, a circuit, render batches acknowledged, events sent.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    // What is expected after an event is drawn in one batch or a few; this long without one means that there is no more.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int TextLimit = 300_000;

    // How elements are named here: a field by its id or its name for screen readers, a form by its id.
    private static readonly (string Of, string Raised)[] Named = [("id", "onchange"), ("aria-label", "onchange"), ("id", "onsubmit")];

    private readonly HubConnection _hub;
    private readonly BlazorPack _pack;
    private readonly TaskCompletionSource<int> _interop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, ulong> _handlers = [];
    private readonly Lock _lock = new();
    private readonly Uri _address;
    private readonly StringBuilder _text = new();
    private readonly bool _keepText;
    private TaskCompletionSource? _drawn;
    private long _lastBatch;
    private volatile string? _failed;

    private Circuit(Uri address, CookieContainer cookies, bool keepText)
    {
        (_address, _keepText) = (address, keepText);
        _pack = new BlazorPack();
        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, "/_blazor"), options =>
        {
            options.Cookies = cookies;
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            // Negotiating takes a connection of its own, which a browser uses for something else afterwards: here it would stay open for each page.
            options.HttpMessageHandlerFactory = _ => new SocketsHttpHandler { CookieContainer = cookies, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) };
        });
        builder.Services.AddSingleton<IHubProtocol>(_pack);
        _hub = builder.Build();
        _hub.ServerTimeout = Longest;
        _hub.On<int, byte[]>("JS.RenderBatch", DrawAsync);
        _hub.On("JS.BeginInvokeJS", [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)], AnswerAsync);
        _hub.On<string>("JS.Error", error => _failed = error);
        _hub.Closed += cause =>
        {
            _failed ??= cause?.Message ?? "closed by the server";
            _drawn?.TrySetException(new InvalidOperationException($"The circuit of {_address} failed: {_failed}"));
            return Task.CompletedTask;
        };
    }

    /// <summary>Why it ended; null while it is open.</summary>
    public string? Failed => _failed;

    /// <summary>Bytes received over the circuit so far.</summary>
    public long Received => _pack.Received;

    /// <summary>The texts and addresses in what was drawn, in no order.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Opens a page and waits until it stands.</summary>
    /// <param name="address">The page's whole address.</param>
    /// <param name="http">Carries the session.</param>
    /// <param name="cookies">Those of <paramref name="http"/>.</param>
    public static async Task<Circuit> OpenAsync(Uri address, HttpClient http, CookieContainer cookies)
    {
        var circuit = await StartAsync(address, http, cookies, keepText: true);
        await circuit.SettleAsync();
        return circuit;
    }

    /// <summary>Opens a page and waits until a field of it can be typed into; its text is not kept. For many at once.</summary>
    /// <param name="address">The page's whole address.</param>
    /// <param name="field">The field, as <see cref="TypeAsync"/> names it.</param>
    /// <param name="http">Carries the session.</param>
    /// <param name="cookies">Those of <paramref name="http"/>.</param>
    /// <returns>The page, and how long it took from asking for its HTML.</returns>
    public static async Task<(Circuit Circuit, TimeSpan Took)> OpenTimedAsync(Uri address, string field, HttpClient http, CookieContainer cookies)
    {
        var begun = Stopwatch.GetTimestamp();
        var circuit = await StartAsync(address, http, cookies, keepText: false);
        while (!circuit.Has(field))
        {
            var drawn = circuit._drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!circuit.Has(field))
                await drawn.Task.WaitAsync(Longest);
        }

        return (circuit, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task<Circuit> StartAsync(Uri address, HttpClient http, CookieContainer cookies, bool keepText)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await http.SendAsync(request);
        var html = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri!.AbsolutePath != address.AbsolutePath)
            throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode} at {answer.RequestMessage?.RequestUri}.");

        var circuit = new Circuit(address, cookies, keepText) { _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously) };
        var markers = Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups["json"].Value)!.AsObject()).Where(marker => marker["type"]!.GetValue<string>() == "server").ToList();
        var state = State().Match(html).Groups["state"].Value;
        await circuit._hub.StartAsync();
        await circuit._hub.InvokeAsync<string>("StartCircuit", new Uri(address, "/").AbsoluteUri, address.AbsoluteUri, "[]", state);
        await circuit._interop.Task.WaitAsync(Longest);
        var operations = new JsonArray();
        for (var i = 0; i < markers.Count; i++)
        {
            var marker = markers[i];
            marker["uniqueId"] = i + 1;
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker });
        }

        await circuit._hub.SendAsync("UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state);
        return circuit;
    }

    /// <summary>Follows a link of the portal.</summary>
    /// <param name="path">Where to.</param>
    public Task GoAsync(string path) => ActAsync(() => _hub.SendAsync("OnLocationChanged", new Uri(_address, path).AbsoluteUri, null, true));

    /// <summary>Changes the text of a field.</summary>
    /// <param name="field">The field's id, or its name for screen readers.</param>
    /// <param name="text">The text.</param>
    public Task TypeAsync(string field, string text) => DispatchAsync(field, "change", new JsonObject { ["value"] = text });

    /// <summary>Follows a link, and says how long it took until something was drawn.</summary>
    public Task<TimeSpan> GoTimedAsync(string path) => TimedAsync(() => _hub.SendAsync("OnLocationChanged", new Uri(_address, path).AbsoluteUri, null, true));

    /// <summary>Changes the text of a field, and says how long it took until something was drawn.</summary>
    public Task<TimeSpan> TypeTimedAsync(string field, string text) => TimedAsync(() => SendEventAsync(field, "change", new JsonObject { ["value"] = text }));

    /// <summary>Submits a form by its id, and says how long it took until something was drawn.</summary>
    public Task<TimeSpan> SubmitTimedAsync(string form) => TimedAsync(() => SendEventAsync(form, "submit", []));

    /// <summary>Whether a field or form was drawn.</summary>
    public bool Has(string element)
    {
        lock (_lock)
        {
            return _handlers.ContainsKey(element);
        }
    }

    private Task DispatchAsync(string element, string eventName, JsonObject arguments) => ActAsync(() => SendEventAsync(element, eventName, arguments));

    private async Task SendEventAsync(string element, string eventName, JsonObject arguments)
    {
        ulong handler;
        lock (_lock)
        {
            handler = _handlers.TryGetValue(element, out var known) ? known : throw new InvalidOperationException($"{_address} has no field {element}.");
        }

        var json = new JsonArray(new JsonObject { ["eventHandlerId"] = handler, ["eventName"] = eventName, ["eventFieldInfo"] = null }, arguments).ToJsonString();
        await _hub.SendAsync("BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", (long)await _interop.Task, json);
    }

    private async Task<TimeSpan> TimedAsync(Func<Task> act)
    {
        if (_failed is not null)
            throw new InvalidOperationException($"The circuit of {_address} failed: {_failed}");
        var drawn = _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = Stopwatch.GetTimestamp();
        await act();
        await drawn.Task.WaitAsync(Longest);
        return Stopwatch.GetElapsedTime(begun);
    }

    private async Task ActAsync(Func<Task> act)
    {
        Interlocked.Exchange(ref _lastBatch, 0);
        await act();
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Longest)
        {
            await Task.Delay(50);
            if (_failed is not null)
                throw new InvalidOperationException($"The circuit of {_address} failed: {_failed}");
            var last = Interlocked.Read(ref _lastBatch);
            if (last != 0 && Stopwatch.GetElapsedTime(last) > Quiet)
                return;
        }

        throw new TimeoutException($"{_address} drew nothing for {Longest.TotalSeconds} s.");
    }

    private async Task DrawAsync(int id, byte[] batch)
    {
        lock (_lock)
        {
            if (_keepText && _text.Length < TextLimit)
                _text.Append(Encoding.UTF8.GetString(batch));
            var gone = RenderBatch.Gone(batch).ToHashSet();
            foreach (var element in _handlers.Where(known => gone.Contains(known.Value)).Select(known => known.Key).ToList())
                _handlers.Remove(element);
            foreach (var (of, raised) in Named)
            {
                foreach (var (element, handler) in RenderBatch.Handlers(batch, of, raised))
                    _handlers[element] = handler;
            }
        }

        Interlocked.Exchange(ref _lastBatch, Stopwatch.GetTimestamp());
        _drawn?.TrySetResult();
        await _hub.SendAsync("OnRenderCompleted", (long)id, null);
    }

    private async Task AnswerAsync(object?[] call)
    {
        var (id, identifier, arguments) = ((long)call[0]!, (string)call[1]!, (string?)call[2]);
        if (identifier == "Blazor._internal.attachWebRendererInterop")
            _interop.TrySetResult(JsonNode.Parse(arguments!)![1]!["__dotNetObject"]!.GetValue<int>());
        if (id != 0)
            await _hub.SendAsync("EndInvokeJSFromDotNet", id, true, JsonSerializer.Serialize(new object?[] { id, true, null }));
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]*)-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex State();
}
