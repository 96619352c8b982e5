using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.PasswordChanges;

/// <summary>A new password for the bearer, who knows the old one. Five calls an hour.</summary>
internal sealed class ChangePassword : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var bearer = await call.BearerAsync();
        call.Parts.Rates.Count("ChangePassword", bearer.Pool.Id, bearer.User.Username, MaxPerHour);
        var previous = call.Input.Text("PreviousPassword") ?? throw Refusals.MissingParameter("PreviousPassword");
        var proposed = call.Input.Required("ProposedPassword");
        await call.ChangeAsync(bearer.Pool, bearer.User, user => Passwords.Matches(bearer.Pool, user, previous)
            ? call.Parts.Passwords.Set(bearer.Pool, user, proposed)
            : throw Refusals.WrongPassword());
        return new JsonObject();
    }

    private const int MaxPerHour = 5;
}
