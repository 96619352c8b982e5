using Clubshop.Api.Cache;
using Clubshop.Api.Tables;
using Clubshop.Aws.Memcached;

namespace Clubshop.Api.Health;

/// <summary>What <c>/health/ready</c> says.</summary>
/// <param name="Status"><c>ready</c>, <c>not-ready</c> or <c>stopping</c>.</param>
/// <param name="Cache"><c>up</c>, <c>partly</c> or <c>down</c>: whether the memcached nodes answer.</param>
/// <param name="Tables"><c>up</c> or <c>down</c>: whether DynamoDB answers.</param>
public sealed record ReadyAnswer(string Status, string Cache, string Tables);

/// <summary>Whether requests can be answered: from the cache or from the tables.</summary>
internal sealed class HealthState(MemcachedCluster nodes, Generations generations, ReadGate gate, IHostApplicationLifetime lifetime)
{
    private volatile bool _hasGeneration;

    /// <summary>Whether new requests should go elsewhere.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>The state now.</summary>
    public ReadyAnswer Now
    {
        get
        {
            var members = nodes.Nodes;
            var up = members.Count(node => node.State.Condition is NodeCondition.Up);
            var tables = gate.Answers is true;
            return new(
                IsStopping ? "stopping" : tables || _hasGeneration ? "ready" : "not-ready",
                up == 0 ? "down" : up == members.Count ? "up" : "partly",
                tables ? "up" : "down");
        }
    }

    /// <summary>Looks at the cache, opening connections before they are needed.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(nodes.Nodes.Select(node => PingAsync(node, cancellationToken)));
        _hasGeneration = await generations.OfAsync(RecordKind.Offer) is not null;
    }

    private static async Task PingAsync(MemcachedNode node, CancellationToken cancellationToken)
    {
        try
        {
            await node.PingAsync(cancellationToken);
        }
        catch (MemcachedException)
        {
            // its state has it
        }
    }
}
