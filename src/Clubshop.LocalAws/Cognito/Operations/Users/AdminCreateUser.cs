using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Makes a user with a temporary password, and sends it to them unless the request says not to.</summary>
internal sealed class AdminCreateUser : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var input = call.Input;
        var typed = input.Required("Username");
        if (input.Text("MessageAction") == "RESEND")
            return await ResendAsync(call, pool, pool.User(typed));
        var attributes = input.Attributes("UserAttributes");
        UserAttributes.Check(pool.Rules, attributes);
        var suppressed = input.Text("MessageAction") == "SUPPRESS";
        // A password that is generated and not sent is known to nobody, so none is needed.
        var password = input.Text("TemporaryPassword") ?? (suppressed ? null : pool.Rules.Passwords.Generate());
        var user = NewUsers.Prepare(call.Parts, pool, typed, attributes, UserStatus.ForceChange);
        if (password is not null)
            user = call.Parts.Passwords.Set(pool, user, password) with { DemoPassword = FixedIds.ShowsPasswords(pool.Id) ? password : null };
        await NewUsers.AddAsync(call, pool, user, takeAliases: input.Flag("ForceAliasCreation") ?? false);
        if (!suppressed)
            await InviteAsync(call, user, typed, password!);
        return new JsonObject { ["User"] = Descriptions.User(user) };
    }

    private async ValueTask<JsonObject?> ResendAsync(Call call, UserPool pool, UserRecord user)
    {
        if (user.Status != UserStatus.ForceChange)
        {
            throw new CognitoException(
                "UnsupportedUserStateException", $"Resend not possible. {user.Username} status is not FORCE_CHANGE_PASSWORD");
        }

        var password = call.Input.Text("TemporaryPassword") ?? pool.Rules.Passwords.Generate();
        var changed = await call.ChangeAsync(pool, user, current => call.Parts.Passwords.Set(pool, current, password) with
        {
            DemoPassword = FixedIds.ShowsPasswords(pool.Id) ? password : null,
        });
        await InviteAsync(call, changed, call.Input.Required("Username"), password);
        return new JsonObject { ["User"] = Descriptions.User(changed) };
    }

    private async ValueTask InviteAsync(Call call, UserRecord user, string username, string password)
    {
        // The medium is SMS unless the request names another; somebody without a phone number gets an e-mail nevertheless.
        var media = call.Input.Texts("DesiredDeliveryMediums");
        string[] wanted = media.Count == 0 ? ["SMS"] : [.. media];
        var targets = wanted.Select(medium => medium == "SMS" ? "phone_number" : "email")
            .Where(target => user.Attribute(target) is not null)
            .ToList();
        if (targets.Count == 0)
            targets = [.. ((string[])["email", "phone_number"]).Where(target => user.Attribute(target) is not null).Take(1)];
        foreach (var target in targets)
        {
            await call.Parts.Codes.SendAsync(
                target, user.Attribute(target)!, "Your temporary password",
                $"Your username is {username} and temporary password is {password}", Name);
        }
    }
}
