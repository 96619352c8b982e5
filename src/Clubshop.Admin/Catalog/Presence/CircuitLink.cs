using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Admin.Catalog.Presence;

/// <summary>Whether the browser of a circuit is connected: a circuit is kept for a while without one.</summary>
public sealed class CircuitLink : CircuitHandler
{
    /// <summary>Whether it is.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Raised when <see cref="IsUp"/> changes, from any thread.</summary>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Set(true);

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Set(false);

    private Task Set(bool up)
    {
        if (IsUp != up)
        {
            IsUp = up;
            Changed?.Invoke(this, EventArgs.Empty);
        }

        return Task.CompletedTask;
    }
}
