using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Registration;

/// <summary>Lets somebody join a pool by themselves; a code confirms them where the pool verifies addresses.</summary>
internal sealed class SignUp : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var typed = call.Input.Required("Username");
        ClientSecrets.CheckHash(client, call.Input.Text("SecretHash"), typed);
        if (pool.Rules.AdminCreateOnly)
            throw Refusals.NotAuthorized("SignUp is not permitted for this user pool");
        var password = call.Input.Text("Password") ?? throw Refusals.InvalidParameter("Password is required for this user pool.");
        var attributes = call.Input.Attributes("UserAttributes");
        UserAttributes.Check(pool.Rules, attributes);
        UserAttributes.CheckWritable(client, attributes);
        pool.Rules.Passwords.Check(password);
        var user = NewUsers.Prepare(call.Parts, pool, typed, attributes, UserStatus.Unconfirmed);
        if (pool.Rules.Schema.FirstOrDefault(attribute => attribute.Required && user.Attribute(attribute.Name) is null) is { } missing)
        {
            throw Refusals.InvalidParameter(
                $"Attributes did not conform to the schema: {missing.Name}: The attribute {missing.Name} is required\n");
        }

        user = call.Parts.Passwords.Set(pool, user, password);
        var target = SignUpCodes.Target(pool, user);
        if (target is not null)
            user = SignUpCodes.With(call, user, target);
        await NewUsers.AddAsync(call, pool, user, takeAliases: false, exists: "User already exists");
        var answer = new JsonObject { ["UserConfirmed"] = false, ["UserSub"] = user.Sub };
        if (target is not null)
            answer["CodeDeliveryDetails"] = await SignUpCodes.SendAsync(call, user, Name);
        return answer;
    }
}
