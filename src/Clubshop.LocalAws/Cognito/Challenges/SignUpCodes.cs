using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>The codes that confirm somebody who signed up.</summary>
internal static class SignUpCodes
{
    /// <summary>The purpose under which the code is kept.</summary>
    public const string Purpose = "confirm";

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Where the code goes: an address that the pool verifies by itself, phone before e-mail as in AWS; null for nowhere.</summary>
    public static string? Target(UserPool pool, UserRecord user) =>
        ((string[])["phone_number", "email"]).FirstOrDefault(attribute =>
            pool.Rules.AutoVerified.Contains(attribute, StringComparer.Ordinal) && user.Attribute(attribute) is not null);

    /// <summary>The user with a new code.</summary>
    public static UserRecord With(Call call, UserRecord user, string target) =>
        user.WithCode(Purpose, call.Parts.Codes.Make(Life, target));

    /// <summary>Sends the code that the user carries.</summary>
    /// <returns>CodeDeliveryDetails.</returns>
    public static async ValueTask<JsonObject> SendAsync(Call call, UserRecord user, string reason)
    {
        var code = user.Codes![Purpose];
        var to = user.Attribute(code.Target)!;
        await call.Parts.Codes.SendAsync(
            code.Target, to, "Your verification code", $"Your confirmation code is {code.Code}.", reason);
        return Codes.Delivery(code.Target, to);
    }
}
