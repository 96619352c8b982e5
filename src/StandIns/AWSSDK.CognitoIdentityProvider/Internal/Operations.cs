using Amazon.CognitoIdentityProvider.Model;

namespace Amazon.CognitoIdentityProvider.Internal;

/// <summary>What follows from a request's type: the operation's name and whether the call is signed.</summary>
internal static class Operations
{
    // The model's auth trait "none": whoever holds the password, session or token may call these without AWS credentials.
    private static readonly HashSet<Type> Public =
    [
        typeof(AssociateSoftwareTokenRequest),
        typeof(ChangePasswordRequest),
        typeof(ConfirmForgotPasswordRequest),
        typeof(ForgotPasswordRequest),
        typeof(GetTokensFromRefreshTokenRequest),
        typeof(GetUserRequest),
        typeof(GlobalSignOutRequest),
        typeof(InitiateAuthRequest),
        typeof(ListDevicesRequest),
        typeof(ResendConfirmationCodeRequest),
        typeof(RespondToAuthChallengeRequest),
        typeof(RevokeTokenRequest),
        typeof(SetUserMFAPreferenceRequest),
        typeof(VerifySoftwareTokenRequest),
    ];

    /// <summary>The operation's name on the wire.</summary>
    public static string NameOf(AmazonCognitoIdentityProviderRequest request)
    {
        var name = request.GetType().Name;
        return name[..^"Request".Length];
    }

    /// <summary>Whether the call is sent without a signature.</summary>
    public static bool IsPublic(AmazonCognitoIdentityProviderRequest request) => Public.Contains(request.GetType());
}
