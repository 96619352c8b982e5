using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Options;

namespace Clubshop.Circuits.Bench;

/// <summary>Makes Administrators' accounts, each with a password that counts at once and without an authenticator.</summary>
internal static class Accounts
{
    private static int _made;

    /// <summary>Makes them; a line "email password" for each.</summary>
    public static async Task<string> MakeAsync(IServiceProvider portal, int count, CancellationToken cancellationToken)
    {
        var (cognito, pool) = (portal.GetRequiredService<IAmazonCognitoIdentityProvider>(), portal.GetRequiredService<IOptions<StaffPoolOptions>>().Value.UserPoolId);
        var lines = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (i, cancel) =>
        {
            var n = Interlocked.Increment(ref _made);
            var (email, password) = ($"load-{Environment.ProcessId}-{n}@clubshop.example", $"Load-Test-{n}-Aa1!");
            await cognito.AdminCreateUserAsync(
                new()
                {
                    UserPoolId = pool,
                    Username = email,
                    MessageAction = MessageActionType.SUPPRESS,
                    UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = $"Load {n}" }],
                },
                cancel);
            await cognito.AdminAddUserToGroupAsync(new() { UserPoolId = pool, Username = email, GroupName = nameof(Role.Administrators) }, cancel);
            await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = pool, Username = email, Password = password, Permanent = true }, cancel);
            lines[i] = email + " " + password;
        });
        return string.Join('\n', lines);
    }
}
