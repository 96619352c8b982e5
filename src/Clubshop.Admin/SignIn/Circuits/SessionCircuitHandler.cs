using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>Connects a circuit's lifetime and activity to its <see cref="CircuitSession"/>, and counts the circuit.</summary>
internal sealed class SessionCircuitHandler(CircuitSession session, CircuitCount count) : CircuitHandler
{
    private IDisposable? _counted;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await session.GetAuthenticationStateAsync()).User;
        _counted = count.Open(ActorClaims.SessionOf(user) ?? "");
        await session.OpenAsync();
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _counted?.Dispose();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        session.RecordActivity();
        return next(context);
    };
}
