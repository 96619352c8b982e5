using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Localization;

/// <summary>
/// Base of the portal's components. What another person's change, a job or a service announces reaches a component with the language of whoever announced it:
/// <see cref="InvokeAsync(Action)"/> goes back to the language that the component was made in.
/// </summary>
public abstract class PortalComponent : ComponentBase
{
    private readonly Language _language = Languages.Current;

    /// <summary>Runs work in the circuit of the component, in its language.</summary>
    protected new Task InvokeAsync(Action workItem) => base.InvokeAsync(() =>
    {
        var before = Languages.Current;
        if (before == _language)
        {
            workItem();
            return;
        }

        Languages.Use(_language);
        try
        {
            workItem();
        }
        finally
        {
            Languages.Use(before);
        }
    });

    /// <summary>Runs work in the circuit of the component, in its language.</summary>
    protected new Task InvokeAsync(Func<Task> workItem) => base.InvokeAsync(async () =>
    {
        Languages.Use(_language); // as far as this method goes: what called it has its own
        await workItem();
    });
}
