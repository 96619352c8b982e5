using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>The codes that let somebody set a password anew.</summary>
internal static class ResetCodes
{
    /// <summary>The purpose under which the code is kept.</summary>
    public const string Purpose = "reset";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Where a code may go: the first of the pool's recovery options that the user has verified; null for nowhere.</summary>
    public static string? Target(UserPool pool, UserRecord user)
    {
        IEnumerable<string> options = pool.Rules.Recovery.Count > 0 ? pool.Rules.Recovery : ["verified_phone_number", "verified_email"];
        return options.Select(option => option switch
        {
            "verified_email" when user.Verified("email") => "email",
            // A user who gets the second factor by SMS does not get the password by SMS as well.
            "verified_phone_number" when user.Verified("phone_number") && !user.Factors.Contains(Factor.Sms, StringComparer.Ordinal)
                => "phone_number",
            _ => null,
        }).FirstOrDefault(target => target is not null);
    }

    /// <summary>Keeps a new code with the user and sends it.</summary>
    /// <param name="status">The user's new status; null keeps it.</param>
    public static async ValueTask<JsonObject> SendAsync(
        Call call, UserPool pool, UserRecord user, string target, string reason, string? status = null)
    {
        var code = call.Parts.Codes.Make(Life, target);
        var changed = await call.ChangeAsync(pool, user, current => current.WithCode(Purpose, code) with
        {
            Status = status ?? current.Status,
        });
        var to = changed.Attribute(target)!;
        await call.Parts.Codes.SendAsync(target, to, "Your password reset code", $"Your password reset code is {code.Code}.", reason);
        return new JsonObject { ["CodeDeliveryDetails"] = Codes.Delivery(target, to) };
    }

    /// <summary>The answer for somebody who does not exist, is disabled or has no verified address, where existence is hidden.</summary>
    public static JsonObject Simulate(UserPool pool, string typed) => new()
    {
        ["CodeDeliveryDetails"] = new JsonObject
        {
            ["AttributeName"] = "email",
            ["DeliveryMedium"] = "EMAIL",
            ["Destination"] = SimulatedUser.Destination(pool, typed),
        },
    };
}
