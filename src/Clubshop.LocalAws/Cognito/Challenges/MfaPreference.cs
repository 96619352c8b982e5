using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>Switches a user's factors on and off: SetUserMFAPreference and AdminSetUserMFAPreference.</summary>
internal static class MfaPreference
{
    private static readonly (string Member, string Factor)[] Settings =
    [
        ("SMSMfaSettings", Factor.Sms), ("EmailMfaSettings", Factor.Email), ("SoftwareTokenMfaSettings", Factor.Totp),
    ];

    /// <summary>The user with the settings of the request; a factor that it does not name stays.</summary>
    /// <param name="missingTotp">The message when the authenticator is switched on before one was verified.</param>
    public static UserRecord Apply(UserRecord user, Input input, string missingTotp)
    {
        var preferred = Settings.Count(setting => input.Structure(setting.Member)?.Flag("PreferredMfa") == true);
        if (preferred > 1)
            throw Refusals.InvalidParameter("Only one MFA method can be set as preferred.");
        foreach (var (member, factor) in Settings)
        {
            if (input.Structure(member) is { } setting)
                user = Apply(user, factor, setting, missingTotp);
        }

        return user;
    }

    private static UserRecord Apply(UserRecord user, string factor, Input setting, string missingTotp)
    {
        var enabled = setting.Flag("Enabled") ?? false;
        var prefers = setting.Flag("PreferredMfa") ?? false;
        if (prefers && !enabled)
            throw Refusals.InvalidParameter($"{factor} must be enabled before it can be preferred.");
        if (enabled && factor == Factor.Totp && user.Totp is null)
            throw Refusals.InvalidParameter(missingTotp);
        if (enabled && factor != Factor.Totp && user.Attribute(factor == Factor.Sms ? "phone_number" : "email") is null)
            throw Refusals.InvalidParameter("User does not have delivery config set to turn on " + factor);
        return user with
        {
            Factors = enabled
                ? [.. Settings.Select(known => known.Factor).Where(known => known == factor || user.Factors.Contains(known, StringComparer.Ordinal))]
                : [.. user.Factors.Where(known => known != factor)],
            PreferredFactor = prefers ? factor : user.PreferredFactor == factor ? null : user.PreferredFactor,
        };
    }
}
