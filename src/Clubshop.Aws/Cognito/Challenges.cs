using System.Text.Json;

namespace Clubshop.Aws.Cognito;

/// <summary>Turns a Cognito challenge into a step; a challenge that the portal does not support is refused by name, never as a wrong password.</summary>
internal static class Challenges
{
    public static SignInStep Read(string? challenge, Dictionary<string, string> parameters, PendingSignIn pending)
    {
        switch (challenge)
        {
            case "NEW_PASSWORD_REQUIRED" when Required(parameters) is { } attribute:
                return new SignInStep.Refused(RefusalReason.UnsupportedChallenge, $"NEW_PASSWORD_REQUIRED {attribute}");
            case "NEW_PASSWORD_REQUIRED":
                return new SignInStep.NewPasswordRequired(pending with { Challenge = PendingChallenge.NewPassword });
            case "MFA_SETUP" when List(parameters, "MFAS_CAN_SETUP").Contains("SOFTWARE_TOKEN_MFA", StringComparer.Ordinal):
                return new SignInStep.EnrolmentRequired(pending with { Challenge = PendingChallenge.Enrolment });
            case "SOFTWARE_TOKEN_MFA":
                return Code(pending, CodeKind.Totp, null);
            case "SMS_MFA":
                return Code(pending, CodeKind.Sms, parameters.GetValueOrDefault("CODE_DELIVERY_DESTINATION"));
            case "EMAIL_OTP":
                return Code(pending, CodeKind.Email, parameters.GetValueOrDefault("CODE_DELIVERY_DESTINATION"));
            case "SELECT_MFA_TYPE" when Choices(parameters) is { Length: > 0 } choices:
                return new SignInStep.FactorChoiceRequired(
                    choices, pending with { Challenge = PendingChallenge.FactorChoice, Choices = choices });
            default:
                return new SignInStep.Refused(RefusalReason.UnsupportedChallenge, challenge);
        }
    }

    private static SignInStep.CodeRequired Code(PendingSignIn pending, CodeKind kind, string? destination) => new(
        kind, destination,
        pending with { Challenge = PendingChallenge.Code, CodeKind = kind, Destination = destination, Choices = [] });

    // The first attribute that the pool requires and the person lacks; the portal's pools require only the e-mail address.
    private static string? Required(Dictionary<string, string> parameters) => List(parameters, "requiredAttributes").FirstOrDefault();

    private static CodeKind[] Choices(Dictionary<string, string> parameters) =>
    [
        .. List(parameters, "MFAS_CAN_CHOOSE").Select(name => name switch
        {
            "SOFTWARE_TOKEN_MFA" => CodeKind.Totp,
            "SMS_MFA" => CodeKind.Sms,
            "EMAIL_MFA" or "EMAIL_OTP" => CodeKind.Email,
            _ => (CodeKind?)null,
        }).OfType<CodeKind>().Distinct(),
    ];

    // Lists are JSON text within the JSON response.
    private static string[] List(Dictionary<string, string> parameters, string name)
    {
        if (!parameters.TryGetValue(name, out var text) || string.IsNullOrEmpty(text))
            return [];
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) ?? [];
        }
        catch (JsonException e)
        {
            throw new CognitoUnavailableException($"Cognito's {name} is not a list.", e);
        }
    }
}
