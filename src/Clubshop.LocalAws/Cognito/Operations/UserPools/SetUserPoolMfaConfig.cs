using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Sets a pool's second factors; members left out stay as they are.</summary>
internal sealed class SetUserPoolMfaConfig : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        var factors = Answer.Copy(pool.Record.MfaSettings)!.AsObject();
        foreach (var name in (string[])["SoftwareTokenMfaConfiguration", "SmsMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"])
        {
            if (call.Input.Member(name) is { } given)
                factors[name] = Answer.Copy(given);
        }

        var settings = Answer.Copy(pool.Record.Settings)!.AsObject();
        if (call.Input.Text("MfaConfiguration") is { } mfa)
            settings["MfaConfiguration"] = mfa;
        if (call.Input.Structure("SmsMfaConfiguration")?.Member("SmsConfiguration") is { } sms)
            settings["SmsConfiguration"] = Answer.Copy(sms);
        var changed = pool.Record with
        {
            Settings = JsonSerializer.SerializeToElement(settings),
            MfaSettings = JsonSerializer.SerializeToElement(factors),
            ModifiedAt = call.Parts.Clock.GetUtcNow(),
        };
        var rules = new PoolRules(changed);
        if (rules.Mfa != "OFF" && !rules.TotpAllowed && !rules.SmsAllowed && !rules.EmailAllowed)
            throw Refusals.InvalidParameter("Invalid MFA configuration given, can't turn on MFA without a factor.");
        await call.State.CommitAsync(new StateEntry { Pool = changed });
        return Descriptions.Mfa(pool);
    }
}
