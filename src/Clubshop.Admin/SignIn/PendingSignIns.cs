using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>What the portal keeps of a sign-in, or of a password being set anew, between two answers.</summary>
public sealed record SignInState
{
    /// <summary>The sign-in; null while a password is being set anew.</summary>
    public PendingSignIn? SignIn { get; init; }

    /// <summary>The tokens of a sign-in that passed every factor, while a password that is too old is being changed; null otherwise.</summary>
    public Tokens? Held { get; init; }

    /// <summary>With <see cref="Held"/>: what was passed.</summary>
    public Factors Passed { get; init; }

    /// <summary>What was typed as e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>Where to go at the end; a local address.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>SHA-256 of what the browser said it was: a cookie carried to another browser is worth nothing.</summary>
    public string Browser { get; init; } = "";

    /// <summary>Names no one and nothing: it may end in a log.</summary>
    public override string ToString() => $"SignInState {{ {SignIn} }}";
}

/// <summary>
/// Steps between two answers, in the <c>system</c> table, sealed, under the SHA-256 of a random value that only the browser's cookie
/// has. Each answer takes the step away and leaves another under a new value: a step serves once.
/// </summary>
internal sealed class PendingSignIns(
    TableReader reader, UnauditedWriter unaudited, IDataProtectionProvider protection, RefusedVisits refused, IOptions<SignInOptions> options, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.Steps");

    /// <summary>Keeps a step for this browser and gives it the cookie, a new one each time.</summary>
    public async Task KeepAsync(HttpContext http, SignInState step, CancellationToken cancellationToken)
    {
        var value = RandomKeys.NewValue();
        var key = RandomKeys.KeyOf(value)!;
        var until = time.GetUtcNow() + options.Value.Step;
        var item = new Item(Pk(key)).Set("nonce", Ids(key)).Set(Attributes.PurgeAt, until.ToUnixTimeSeconds())
            .SetBytes("step", Sealed.Close(_protector.CreateProtector(key), step with { Browser = BrowserOf(http) }));
        await unaudited.PutAsync(Table.System, item, null, cancellationToken);
        SignInCookies.Write(http, SignInCookies.Step, value);
    }

    /// <summary>The step of this browser, or null without one: never begun, too old, answered already, or another browser's.</summary>
    public async Task<SignInState?> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (SignInCookies.Read(http, SignInCookies.Step) is not { Length: > 0 })
            return null;

        var step = KeyOf(http) is { } key && await reader.ReadAsync(new(Table.System, Pk(key)), cancellationToken) is { } item
            ? Sealed.Open<SignInState>(_protector.CreateProtector(key), item.GetBytes("step"))
            : null;
        if (step?.Browser == BrowserOf(http))
            return step;

        await (step is null ? refused.StepAsync(Visitor.Of(http)) : refused.CarriedStepAsync(Visitor.Of(http), step.Email));
        return null;
    }

    /// <summary>Takes the step of this browser away to answer it. Of two who take the same one, one gets it.</summary>
    public async Task<SignInState?> TakeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http, cancellationToken) is not { } step || KeyOf(http) is not { } key)
            return null;

        var mine = await unaudited.DeleteAsync(new(Table.System, Pk(key)), new RowCondition.Equal("nonce", Ids(key)), cancellationToken);
        return mine ? step : null;
    }

    /// <summary>Takes away what is left of a sign-in, and its cookie.</summary>
    public async Task DropAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (KeyOf(http) is { } key)
            await unaudited.DeleteAsync(new(Table.System, Pk(key)), null, cancellationToken);

        SignInCookies.Remove(http, SignInCookies.Step);
    }

    private static string? KeyOf(HttpContext http) => RandomKeys.KeyOf(SignInCookies.Read(http, SignInCookies.Step));

    private static string Pk(string key) => "STEP#" + key;

    /// <summary>An attribute that every step has, so that its removal can be conditional on its being there.</summary>
    private static string Ids(string key) => key[..8];

    private static string BrowserOf(HttpContext http) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.UserAgent.ToString())));
}
