using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;

namespace Clubshop.Admin.Customers;

/// <summary>Translates Cognito's refusals into problems.</summary>
internal static class CustomerRefusals
{
    /// <summary>The same problem in the language of the person; the audit log keeps the English one.</summary>
    public static Problem Shown(Problem problem) => problem with { Message = L[problem.Message] };

    /// <summary>The problem for a refusal; null for an outage or a bug.</summary>
    public static Problem? Of(Exception exception, CustomerAction action) => exception switch
    {
        CognitoBusyException => new("busy", CustomerLabels.BusyText),
        UserNotFoundException => new(Problem.NotFound, L.Later("This customer no longer exists: the account has been deleted.")),
        AliasExistsException or UsernameExistsException => new(
            Problem.Taken,
            action == CustomerAction.CorrectPhone ? L.Later("Another customer has this number. Search for it to see who.") : L.Later("Another customer has this email. Search for it to see who."),
            nameof(HelpRequest.Value)),
        InvalidParameterException when action == CustomerAction.ResetPassword => new(
            "nowhere", L.Later("There is no verified email or phone number to send a code to. Correct the email and ask the customer to verify it.")),
        InvalidParameterException when action == CustomerAction.ResendConfirmation => new("state", L.Later("The account is already confirmed. Reload the page.")),
        InvalidParameterException when action is CustomerAction.CorrectEmail or CustomerAction.CorrectPhone => new(
            "value", L.Later("This was not accepted. Check it for mistakes."), nameof(HelpRequest.Value)),
        NotAuthorizedException when action == CustomerAction.ResetPassword => new(
            "state", L.Later("This password cannot be reset: the account is disabled or has no password of its own yet.")),
        UnsupportedUserStateException => new("state", L.Later("The account has changed in the meantime. Reload the page.")),
        CodeDeliveryFailureException => new("not-sent", L.Later("The message could not be sent. Check the address; if it is right, try again later.")),
        LimitExceededException => new("limit", L.Later("This was done too often for one customer. Try again in an hour.")),
        AmazonCognitoIdentityProviderException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } =>
            new("refused", L.Later("This was refused, and nothing was changed. Ask an Administrator: the portal’s log says why.")),
        _ => null,
    };

    /// <summary>Whether Cognito did not answer or failed.</summary>
    public static bool IsOutage(Exception exception) => exception
        is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
