using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>Applies <see cref="CircuitLimitOptions"/> to the framework.</summary>
internal sealed class CircuitLimits(IOptions<CircuitLimitOptions> options) : IConfigureOptions<CircuitOptions>
{
    public void Configure(CircuitOptions circuits)
    {
        circuits.DisconnectedCircuitMaxRetained = options.Value.KeptWhenLost;
        circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(options.Value.KeptSeconds);
        // A page that comes back to a circuit that is gone shows what was typed and says so (reconnect.js). A circuit made anew from kept
        // state would draw over it.
        circuits.PersistedCircuitInMemoryMaxRetained = 0;
    }

    /// <summary>Limits the messages of a connection and adds <see cref="CircuitGuard"/>.</summary>
    public static void Configure(HubOptions hub, CircuitLimitOptions limits)
    {
        hub.MaximumReceiveMessageSize = limits.MessageKilobytes * 1024L;
        hub.AddFilter<CircuitGuard>();
    }
}
