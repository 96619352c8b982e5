using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.SignIn.Pages;

/// <summary>
/// Base of the sign-in pages. They are static, because a circuit cannot set a cookie, and work without scripts: a form is posted, and the
/// response is either a redirect or the same page with a message.
/// </summary>
public abstract partial class SignInPageBase : PortalComponent
{
    private static string Unavailable => L["Sign-in is not available at the moment. Nothing is wrong with your account. Try again in a minute."];

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private protected PendingSignIns PendingSignIns { get; set; } = null!;

    [Inject]
    private protected ILogger<SignInPageBase> Logger { get; set; } = null!;

    [Inject]
    private protected IEnumerable<IDemoHelp> DemoHelp { get; set; } = null!;

    /// <summary>Where the demo's passwords and codes are shown; null without a demo, or when this visitor may not see it.</summary>
    private protected string? DemoAddress => DemoHelp.Select(help => help.AddressFor(Http)).FirstOrDefault(address => address is not null);

    /// <summary>What is wrong with the posted form, if anything.</summary>
    private protected string? Message { get; private set; }

    /// <summary>Whether the page redirects: nothing more happens here.</summary>
    private protected bool Redirected { get; private set; }

    private protected bool Posted => HttpMethods.IsPost(Http.Request.Method);

    private protected bool SignedIn => Http.User.Identity is { IsAuthenticated: true };

    private protected void Redirect(string address)
    {
        Redirected = true;
        Navigation.NavigateTo(address);
    }

    /// <summary>Runs the posted form, unless the page redirects.</summary>
    private protected async Task SubmitAsync(Func<Task<SignInOutcome>> action)
    {
        if (Redirected)
            return;

        try
        {
            var outcome = await action();
            Message = outcome.Message;
            if (outcome.Address is { } address)
                Redirect(address);
        }
        catch (TooManyAttemptsException tooMany)
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Http.Response.Headers.RetryAfter = tooMany.Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Message = tooMany.Sentence;
        }
        catch (CognitoUnavailableException exception)
        {
            LogUnavailable(Logger, exception);
            Message = Unavailable;
        }
        catch (Exception away) when (!Http.RequestAborted.IsCancellationRequested && Outages.IsAway(away))
        {
            // Attempts are counted in the database: without it nobody is let in.
            LogNotCounted(Logger, away);
            Message = Unavailable;
        }
    }

    [LoggerMessage(EventId = 1107, Level = LogLevel.Error, Message = "Cognito was not available while somebody was signing in")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1119, Level = LogLevel.Error, Message = "The database was not available while somebody was signing in")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}

/// <summary>The page of one step of a sign-in: redirects to the page of the present step, or to the start when there is no sign-in.</summary>
public abstract class SignInStepPage : SignInPageBase
{
    /// <summary>The step to answer; null while the page redirects.</summary>
    private protected PendingSignIn? Pending { get; private set; }

    /// <summary>The e-mail address as typed.</summary>
    private protected string Email { get; private set; } = "";

    private protected abstract string Address { get; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var state = await PendingSignIns.ReadAsync(Http, Http.RequestAborted);
        if (state?.SignIn is not { } pending)
            Redirect(SignedIn ? "/" : ReturnUrl.ToSignIn(null, SignInReasons.StepExpired));
        else if (SignInService.AddressOf(state) is { } address && address != Address)
            Redirect(address);
        else
            (Pending, Email) = (pending, state.Email);
    }
}
