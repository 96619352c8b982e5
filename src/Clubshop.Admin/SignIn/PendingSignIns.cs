using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.DataProtection;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// The state of sign-ins between two forms, encrypted in the <c>system</c> table under the SHA-256 of a random value that only the browser's
/// cookie has. Each answer removes the state and stores the next one under a new value, so that every step works once.
/// </summary>
internal sealed class PendingSignIns(
    TableReader reader, UnauditedWriter unaudited, IDataProtectionProvider protection, RefusedRequestAudit refusedRequests, IOptions<SignInOptions> options, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.Steps");

    /// <summary>Stores the state for this browser and sets its cookie, a new one each time.</summary>
    public async Task KeepAsync(HttpContext http, SignInState state, CancellationToken cancellationToken)
    {
        var value = RandomKeys.NewValue();
        var key = RandomKeys.KeyOf(value)!;
        var until = time.GetUtcNow() + options.Value.Step;
        var item = new Item(Pk(key)).Set("nonce", NonceOf(key)).Set(Attributes.PurgeAt, until.ToUnixTimeSeconds())
            .SetBytes("step", ProtectedJson.Protect(_protector.CreateProtector(key), state with { Browser = BrowserOf(http) }));
        await unaudited.PutAsync(Table.System, item, null, cancellationToken);
        SignInCookies.Write(http, SignInCookies.Step, value);
    }

    /// <summary>The state of this browser; null when it never started, is too old, was already answered, or belongs to another browser.</summary>
    public async Task<SignInState?> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (SignInCookies.Read(http, SignInCookies.Step) is not { Length: > 0 })
            return null;

        var state = KeyOf(http) is { } key && await reader.ReadAsync(new(Table.System, Pk(key)), cancellationToken) is { } item
            ? ProtectedJson.Unprotect<SignInState>(_protector.CreateProtector(key), item.GetBytes("step"))
            : null;
        if (state?.Browser == BrowserOf(http))
            return state;

        await (state is null ? refusedRequests.RecordStepAsync(Visitor.Of(http)) : refusedRequests.RecordForeignStepAsync(Visitor.Of(http), state.Email));
        return null;
    }

    /// <summary>Removes and returns the state of this browser to answer it. When two requests take the same one, one gets it.</summary>
    public async Task<SignInState?> TakeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http, cancellationToken) is not { } state || KeyOf(http) is not { } key)
            return null;

        var mine = await unaudited.DeleteAsync(new(Table.System, Pk(key)), new RowCondition.Equal("nonce", NonceOf(key)), cancellationToken);
        return mine ? state : null;
    }

    /// <summary>Removes the state of a sign-in and its cookie.</summary>
    public async Task DropAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (KeyOf(http) is { } key)
            await unaudited.DeleteAsync(new(Table.System, Pk(key)), null, cancellationToken);

        SignInCookies.Remove(http, SignInCookies.Step);
    }

    private static string? KeyOf(HttpContext http) => RandomKeys.KeyOf(SignInCookies.Read(http, SignInCookies.Step));

    private static string Pk(string key) => "STEP#" + key;

    /// <summary>An attribute that every row has, so that its deletion can be conditional on its existence.</summary>
    private static string NonceOf(string key) => key[..8];

    private static string BrowserOf(HttpContext http) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.UserAgent.ToString())));
}
