using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// What the pages of the door share. They are static, because a circuit cannot set a cookie, and work without scripts: a form is posted,
/// the answer is either another address or the same page with a sentence.
/// </summary>
public abstract partial class SignInPageBase : ComponentBase
{
    private const string Away = "Sign-in cannot be reached at the moment. Nothing is wrong with your account: try again in a minute.";

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private protected PendingSignIns Steps { get; set; } = null!;

    [Inject]
    private protected ILogger<SignInPageBase> Logger { get; set; } = null!;

    [Inject]
    private protected IEnumerable<IDemoHelp> DemoHelp { get; set; } = null!;

    /// <summary>Where the demo's passwords and codes are; null where there is no demo, or none for this visitor.</summary>
    private protected string? DemoAddress => DemoHelp.Select(help => help.AddressFor(Http)).FirstOrDefault(address => address is not null);

    /// <summary>What is wrong with what was posted, if anything.</summary>
    private protected string? Message { get; private set; }

    /// <summary>Whether another address has been chosen: nothing more is done here.</summary>
    private protected bool Left { get; private set; }

    private protected bool Posted => HttpMethods.IsPost(Http.Request.Method);

    private protected bool SignedIn => Http.User.Identity is { IsAuthenticated: true };

    private protected void Leave(string address)
    {
        Left = true;
        Navigation.NavigateTo(address);
    }

    /// <summary>Does what was posted, unless the page is being left.</summary>
    private protected async Task DoAsync(Func<Task<SignInOutcome>> what)
    {
        if (Left)
            return;

        try
        {
            var answer = await what();
            Message = answer.Message;
            if (answer.Address is { } address)
                Leave(address);
        }
        catch (TooManyTriesException tooMany)
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Http.Response.Headers.RetryAfter = tooMany.Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Message = tooMany.Sentence;
        }
        catch (CognitoUnavailableException exception)
        {
            LogAway(Logger, exception);
            Message = Away;
        }
    }

    [LoggerMessage(EventId = 1107, Level = LogLevel.Error, Message = "Cognito could not be asked while somebody was signing in")]
    private static partial void LogAway(ILogger logger, Exception exception);
}

/// <summary>A page for one step of a sign-in: whoever is elsewhere in it is led there, whoever is in none to its beginning.</summary>
public abstract class SignInStatePage : SignInPageBase
{
    /// <summary>The step that waits for an answer; null while the page is being left.</summary>
    private protected PendingSignIn? Pending { get; private set; }

    /// <summary>What was typed as e-mail address.</summary>
    private protected string Email { get; private set; } = "";

    private protected abstract string Here { get; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var step = await Steps.ReadAsync(Http, Http.RequestAborted);
        if (step?.SignIn is not { } pending)
            Leave(SignedIn ? "/" : ReturnUrl.ToSignIn(null, Reasons.StepExpired));
        else if (SignInService.AddressOf(step) is { } address && address != Here)
            Leave(address);
        else
            (Pending, Email) = (pending, step.Email);
    }
}
