using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;

namespace Clubshop.Admin.Customers;

/// <summary>Cognito's refusals in words.</summary>
internal static class CustomerRefusals
{
    /// <summary>What to tell of a refusal; null where it is none, but an outage or a bug.</summary>
    public static Problem? Of(Exception exception, CustomerAction action) => exception switch
    {
        CognitoBusyException => CustomerLabels.Busy(),
        UserNotFoundException => new(Problem.NotFound, "There is no such customer any more: the account was deleted meanwhile."),
        AliasExistsException or UsernameExistsException => new(
            Problem.Taken,
            action == CustomerAction.CorrectPhone ? "Another customer has this number. Look for it to see who." : "Another customer has this email. Look for it to see who.",
            nameof(HelpRequest.Value)),
        InvalidParameterException when action == CustomerAction.ResetPassword => new(
            "nowhere", "Cognito has no verified email or phone number that a code could go to. Correct the email, and have the customer verify it."),
        InvalidParameterException when action == CustomerAction.ResendConfirmation => new("state", "Cognito says that the account is confirmed already. Reload the page."),
        InvalidParameterException when action is CustomerAction.CorrectEmail or CustomerAction.CorrectPhone => new(
            "value", "Cognito did not accept this. Check it for mistakes.", nameof(HelpRequest.Value)),
        NotAuthorizedException when action == CustomerAction.ResetPassword => new(
            "state", "Cognito does not reset a password in this state: the account is disabled, or has no password of its own yet."),
        UnsupportedUserStateException => new("state", "The account’s state has changed meanwhile. Reload the page."),
        CodeDeliveryFailureException => new("not-sent", "Cognito could not send the message. Check the address; if it is right, try again later."),
        LimitExceededException => new("limit", "Cognito does this only so often for one customer. Try again in an hour."),
        AmazonCognitoIdentityProviderException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } =>
            new("refused", "Cognito refused this. The log has why; an Administrator can check the pool and the portal’s rights."),
        _ => null,
    };

    /// <summary>Whether Cognito did not answer, or is broken.</summary>
    public static bool IsOutage(Exception exception) => exception
        is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
