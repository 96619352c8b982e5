using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations;

/// <summary>One operation of the API. Its class has the operation's name; its request was checked against its shape.</summary>
internal abstract class Operation
{
    public string Name => GetType().Name;

    /// <summary>Whether callers must sign the request. The operations of people who sign in, or are signed in, are public.</summary>
    public virtual bool Signed => true;

    /// <summary>Answers with the response's members; null is the empty body of operations without an output shape.</summary>
    /// <exception cref="CognitoException">The refusal that the caller sees.</exception>
    public abstract ValueTask<JsonObject?> AnswerAsync(Call call);
}

/// <summary>A request under way.</summary>
internal sealed record Call(CognitoParts Parts, Input Input, CancellationToken CancellationToken)
{
    public CognitoState State => Parts.State;

    /// <summary>The pool of UserPoolId, or ResourceNotFoundException.</summary>
    public UserPool Pool() => State.Pool(Input.Required("UserPoolId"));

    /// <summary>The user of Username (user name, sub or alias), or UserNotFoundException.</summary>
    public UserRecord User(UserPool pool) => pool.User(Input.Required("Username"));

    /// <summary>The client of ClientId and its pool, or ResourceNotFoundException.</summary>
    public (ClientRecord Client, UserPool Pool) Client() => State.Client(Input.Required("ClientId"));

    /// <summary>The client of ClientId inside the pool of UserPoolId.</summary>
    public (ClientRecord Client, UserPool Pool) ClientOfPool()
    {
        var pool = Pool();
        var (client, owner) = Client();
        return owner == pool ? (client, pool) : throw Refusals.NotFound($"User pool client {client.Id} does not exist.");
    }

    /// <summary>The bearer of AccessToken, or NotAuthorizedException.</summary>
    public ValueTask<Bearer> BearerAsync() => Parts.AccessTokens.ReadAsync(Input.Required("AccessToken"));

    /// <summary>Changes a user in turn.</summary>
    public ValueTask<UserRecord> ChangeAsync(UserPool pool, UserRecord user, Func<UserRecord, UserRecord> change, bool signOut = false) =>
        State.ChangeUserAsync(pool, user.Username, change, CancellationToken, signOut);
}
