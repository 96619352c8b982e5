namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>The names of the challenges that the embedded pools ask.</summary>
internal static class Challenge
{
    public const string PasswordVerifier = "PASSWORD_VERIFIER";
    public const string NewPassword = "NEW_PASSWORD_REQUIRED";
    public const string MfaSetup = "MFA_SETUP";
    public const string Totp = "SOFTWARE_TOKEN_MFA";
    public const string Sms = "SMS_MFA";
    public const string Email = "EMAIL_OTP";
    public const string SelectMfa = "SELECT_MFA_TYPE";
}

/// <summary>One step of a sign-in that waits for its answer.</summary>
internal sealed record ChallengeSession
{
    public required string PoolId { get; init; }

    public required string ClientId { get; init; }

    public required string Username { get; init; }

    /// <summary>The challenge that this session answers.</summary>
    public required string Step { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The code that was sent, for SMS_MFA and EMAIL_OTP.</summary>
    public string? Code { get; init; }

    /// <summary>MFA_SETUP: the secret that AssociateSoftwareToken gave out.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>MFA_SETUP: whether a code of the new authenticator was verified.</summary>
    public bool TotpVerified { get; init; }
}
