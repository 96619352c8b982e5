using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Admin.SignIn;

/// <summary>Ties the circuit's life and what the person does in it to its <see cref="CircuitSession"/>, and counts it.</summary>
internal sealed class CircuitWatch(CircuitSession session, CircuitCount count) : CircuitHandler
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
        session.Active();
        return next(context);
    };
}
