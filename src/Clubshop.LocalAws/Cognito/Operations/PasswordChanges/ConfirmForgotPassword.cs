using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.PasswordChanges;

/// <summary>Sets a new password with the code that was sent.</summary>
internal sealed class ConfirmForgotPassword : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var typed = call.Input.Required("Username");
        ClientSecrets.CheckHash(client, call.Input.Text("SecretHash"), typed);
        var code = call.Input.Required("ConfirmationCode");
        var password = call.Input.Required("Password");
        if (pool.Users.Find(pool.Rules, typed) is not { } user)
        {
            throw client.Rules.HidesExistence
                ? call.Parts.Codes.RefuseUnknown(pool.Id, ResetCodes.Purpose, typed)
                : Refusals.NoSuchUser();
        }

        await call.ChangeAsync(pool, user, current =>
        {
            // Where existence is hidden, a disabled user looks like a missing one. Somebody who did not ask for a code is told so nevertheless, as the service does.
            if (client.Rules.HidesExistence && !current.Enabled)
                throw call.Parts.Codes.RefuseUnknown(pool.Id, ResetCodes.Purpose, current.Username);
            if (call.Parts.Codes.Refuse(current, ResetCodes.Purpose, code) is { } refusal)
                throw refusal;
            if (!current.Enabled)
                throw Refusals.Disabled();
            // The password is checked before the code is used up: a weak one leaves it.
            return call.Parts.Passwords.Set(pool, current, password).WithCodeUsed(ResetCodes.Purpose) with
            {
                Status = UserStatus.Confirmed,
            };
        });
        return new JsonObject();
    }
}
