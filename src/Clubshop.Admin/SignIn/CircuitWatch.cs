using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Admin.SignIn;

/// <summary>Ties the circuit's life and what the person does in it to its <see cref="CircuitSession"/>.</summary>
internal sealed class CircuitWatch(CircuitSession session) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => session.OpenAsync();

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        session.Active();
        return next(context);
    };
}
