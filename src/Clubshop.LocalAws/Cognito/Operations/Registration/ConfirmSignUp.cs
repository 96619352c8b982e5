using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Registration;

/// <summary>Confirms somebody who signed up, with the code that was sent.</summary>
internal sealed class ConfirmSignUp : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var typed = call.Input.Required("Username");
        ClientSecrets.CheckHash(client, call.Input.Text("SecretHash"), typed);
        if (pool.Users.Find(pool.Rules, typed) is not { } user)
        {
            throw client.Rules.HidesExistence
                ? call.Parts.Codes.RefuseUnknown(pool.Id, SignUpCodes.Purpose, typed)
                : Refusals.NoSuchUser();
        }

        var code = call.Input.Required("ConfirmationCode");
        await AttributeChange.WriteAsync(
            call,
            pool,
            user.Username,
            current =>
            {
                if (current.Status != UserStatus.Unconfirmed)
                    throw Refusals.NotAuthorized("User cannot be confirmed. Current status is " + current.Status);
                if (call.Parts.Codes.Refuse(current, SignUpCodes.Purpose, code) is { } refusal)
                    throw refusal;
                return current.With(current.Codes![SignUpCodes.Purpose].Target + "_verified", "true").WithCodeUsed(SignUpCodes.Purpose) with
                {
                    Status = UserStatus.Confirmed,
                };
            },
            takeAliases: call.Input.Flag("ForceAliasCreation") ?? false);
        return new JsonObject();
    }
}
