using System.Globalization;
using System.Text.Json;
using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>The part of the commands that is about the user pools.</summary>
internal static class PoolCommands
{
    /// <summary>The name of the staff pool's file.</summary>
    public const string Staff = "staff";

    /// <summary>The name of the customer pool's file.</summary>
    public const string Customers = "customers";

    /// <summary>Writes both pools to files.</summary>
    /// <returns>Users by pool.</returns>
    public static async Task<Dictionary<string, long>> ExportAsync(WebApplication app, string folder)
    {
        PrivateFile.CreateFolder(Path.Combine(folder, "pools"));
        var users = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, id) in Pools(app))
        {
            users[name] = await new PoolCopy(app.Services.GetRequiredService<IAmazonCognitoIdentityProvider>()).WriteAsync(id, BackupFiles.PoolPathOf(folder, name), CancellationToken.None);
            await SayAsync($"Exported: {Money.Grouped(users[name])} users of the pool of {name}, with attributes and groups. Cognito gives passwords and authenticators to nobody.");
        }

        return users;
    }

    /// <summary>Makes the users of a file in a pool, and writes which sub became which.</summary>
    /// <exception cref="InvalidOperationException">The folder has no such file.</exception>
    public static async Task<PoolImported> ImportAsync(WebApplication app, string folder, string name, string poolId)
    {
        var path = BackupFiles.PoolPathOf(folder, name);
        if (!File.Exists(path))
            throw new InvalidOperationException($"{folder} has no users of the pool of {name}.");

        var made = await new PoolCopy(app.Services.GetRequiredService<IAmazonCognitoIdentityProvider>()).ReadAsync(path, poolId, CancellationToken.None);
        var map = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"subs-{name}-{poolId}.json"));
        File.Delete(map);
        await using (var file = PrivateFile.Create(map))
            await JsonSerializer.SerializeAsync(file, made.Subs);
        await SayAsync($"Imported: {Money.Grouped(made.Subs.Count)} users into {poolId}, {Money.Grouped(made.Present)} of them were there already. {map} has each one's new sub by the old one.");
        await SayAsync(name == Staff
            ? "What people have to do: each chooses a new password under \"Forgot password\" and sets up the authenticator again; who had not accepted an invitation is invited again."
            : "What people have to do: each chooses a new password under \"Forgot password\" in the app. Their devices, follows and opt-outs are kept under the old subs: have the app's servers tell them again.");
        return made;
    }

    /// <summary>Keeps the clubs and shops of staff under their new subs: the account has a new one.</summary>
    public static async Task MoveStaffAsync(Installation on, IReadOnlyDictionary<string, string> subs)
    {
        var moved = 0;
        foreach (var (old, sub) in subs.Where(pair => pair.Key != pair.Value))
        {
            if (await on.Reader.ReadAsync(StaffStore.KeyOf(old), CancellationToken.None) is not { } item || await on.Reader.ReadAsync(StaffStore.KeyOf(sub), CancellationToken.None) is not null)
                continue;

            var attributes = item.ToAttributes();
            attributes[Attributes.Pk] = new() { S = StaffStore.KeyOf(sub).Pk };
            await on.Writes.CommitAsync(
                new()
                {
                    Actor = Actor.System,
                    Token = Ids.New(on.Time),
                    Audit = new(AuditActions.Restore, "staff", sub, item.GetString("name")) { Note = $"the account was made anew; it was {old}" },
                    Entity = new(Table.Staff, null, new(attributes)),
                },
                CancellationToken.None);
            moved++;
        }

        await SayAsync($"{Money.Grouped(moved)} of them keep the clubs and shops that were assigned to them.");
    }

    private static IEnumerable<(string Name, string Id)> Pools(WebApplication app) =>
    [
        (Staff, app.Services.GetRequiredService<IOptions<StaffPoolOptions>>().Value.UserPoolId),
        (Customers, app.Services.GetRequiredService<IOptions<CustomerPoolOptions>>().Value.CustomerUserPoolId),
    ];

    private static Task SayAsync(string line) => Console.Out.WriteLineAsync(line);
}
