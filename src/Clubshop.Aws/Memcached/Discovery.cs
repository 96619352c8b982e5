using Clubshop.Aws.Memcached.Wire;
using Microsoft.Extensions.Logging;

namespace Clubshop.Aws.Memcached;

/// <summary>
/// Asks ElastiCache's configuration endpoint for the nodes, from time to time. While it does not answer, the members known last stay,
/// and are asked themselves: each of them knows the others.
/// </summary>
internal sealed partial class Discovery : IAsyncDisposable
{
    private readonly NodeAddress _endpoint;
    private readonly Dialer _dialer;
    private readonly MemcachedOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<IReadOnlyList<NodeAddress>> _adopt;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private ClusterConfiguration? _known;

    public Discovery(
        NodeAddress endpoint, Dialer dialer, MemcachedOptions options, TimeProvider time, ILogger logger, Action<IReadOnlyList<NodeAddress>> adopt)
    {
        (_endpoint, _dialer, _options, _time, _logger, _adopt) = (endpoint, dialer, options, time, logger, adopt);
        _running = RunAsync();
    }

    /// <summary>What is wrong, in words; null while the endpoint answers.</summary>
    public string? Problem { get; private set; }

    /// <summary>Waits for the first look. Later ones run in the background; callers learn at once that the nodes are not known.</summary>
    /// <exception cref="MemcachedUnavailableException">The nodes are not known.</exception>
    public async Task FirstAsync(CancellationToken ct)
    {
        await _first.Task.WaitAsync(ct);
        if (Volatile.Read(ref _known) is null)
            throw NotKnown();
    }

    /// <summary>What a caller that needs a node is told.</summary>
    public MemcachedUnavailableException NotKnown() =>
        new(_endpoint.ToString(), $"its nodes are not known yet{(Problem is { } problem ? $": {problem}" : "")}", notSent: true);

    private async Task RunAsync()
    {
        await Task.Yield();
        var pause = _options.FirstPause;
        try
        {
            while (true)
            {
                await LookAsync();
                _first.TrySetResult();
                await Task.Delay(_known is null ? pause : _options.DiscoveryInterval, _time, _stop.Token);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Problem = "the cache was closed";
        }
        finally
        {
            _first.TrySetResult();
        }
    }

    private async Task LookAsync()
    {
        List<NodeAddress> asked = [_endpoint, .. _known?.Nodes ?? []];
        foreach (var address in asked)
        {
            try
            {
                var said = await AskAsync(address);
                Problem = null;
                Take(said);
                return;
            }
            catch (MemcachedException exception)
            {
                Problem = exception.Problem;
            }
        }

        LogUnanswered(_logger, _endpoint, Problem ?? "");
    }

    private void Take(ClusterConfiguration said)
    {
        // An older version comes from a node that has not heard of the change yet.
        if (_known is not null && said.Version <= _known.Version)
            return;
        LogMembers(_logger, said.Version, said.Nodes.Count);
        _adopt(said.Nodes);
        Volatile.Write(ref _known, said);
    }

    private async Task<ClusterConfiguration> AskAsync(NodeAddress address)
    {
        var answer = await ExchangeAsync(address, RequestKind.Configuration);
        if (answer.Code is AnswerCode.UnknownCommand)
            answer = await ExchangeAsync(address, RequestKind.OldConfiguration); // engines before 1.4.14

        if (answer.Code is not AnswerCode.Configuration)
            throw new MemcachedProtocolException(address.ToString(), "is not a configuration endpoint");
        return ClusterConfiguration.TryParse(answer.Body)
            ?? throw new MemcachedProtocolException(address.ToString(), "answered a configuration that cannot be read");
    }

    private async Task<Answer> ExchangeAsync(NodeAddress address, RequestKind kind)
    {
        await using var connection = await _dialer.ConnectAsync(address, greet: false, _stop.Token);
        var request = new Request(kind, []);
        var exchange = new Exchange(request);
        if (connection.TryHand(request, exchange) is not Handed.Over)
            throw new MemcachedUnavailableException(address.ToString(), "the connection ended at once", notSent: true);
        return await exchange.AnswerAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [LoggerMessage(3001, LogLevel.Information, "memcached configuration version {Version}: {Count} nodes.")]
    private static partial void LogMembers(ILogger logger, long version, int count);

    [LoggerMessage(3002, LogLevel.Warning, "The memcached configuration endpoint {Endpoint} does not answer: {Problem}.")]
    private static partial void LogUnanswered(ILogger logger, NodeAddress endpoint, string problem);
}
