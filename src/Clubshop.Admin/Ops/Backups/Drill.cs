using System.Globalization;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>What came of a drill.</summary>
/// <param name="Lost">From the backup to the destruction: what was written in between is lost (the recovery point here).</param>
/// <param name="Restored">From the destruction until everything was there again and checked (the recovery time here).</param>
/// <param name="Report">The check of what was restored.</param>
/// <param name="Problems">What is not as it was; empty when the drill succeeded.</param>
internal sealed record DrillResult(TimeSpan Lost, TimeSpan Restored, DataReport Report, IReadOnlyList<string> Problems);

/// <summary>
/// Proves that backups restore: seeds tables of a scratch prefix and a user pool, backs them up, destroys them, restores them under another prefix and
/// checks everything. It touches no other table and no other pool, and takes away what it made.
/// </summary>
internal sealed class Drill(IServiceProvider portal, TextWriter output)
{
    /// <summary>The recovery point that is asked for: backups are made daily, and point-in-time recovery has the last five minutes.</summary>
    public static readonly TimeSpan RecoveryPoint = TimeSpan.FromHours(12);

    /// <summary>The recovery time that is asked for.</summary>
    public static readonly TimeSpan RecoveryTime = TimeSpan.FromMinutes(45);

    private const string Secret = "+91 98765 43210";

    private readonly IAmazonCognitoIdentityProvider _cognito = portal.GetRequiredService<IAmazonCognitoIdentityProvider>();
    private readonly TimeProvider _time = portal.GetRequiredService<TimeProvider>();

    /// <summary>Runs it.</summary>
    /// <param name="records">Records of each kind of the catalog to seed.</param>
    /// <param name="cancellationToken">Ends it; what was made is taken away all the same.</param>
    public async Task<DrillResult> RunAsync(int records, CancellationToken cancellationToken)
    {
        var id = Ids.New(_time)[^8..];
        using var before = new Installation(portal, $"drill-{id}-");
        using var after = new Installation(portal, $"drill-{id}-restored-", before.Names[Table.System]);
        var (backups, folder, pools) = (new TableBackups(before), Directory.CreateTempSubdirectory("clubshop-drill-"), new List<string>());
        try
        {
            return await RunAsync(records, before, after, backups, folder.FullName, pools, cancellationToken);
        }
        finally
        {
            await CleanUpAsync(before, after, backups, pools);
            folder.Delete(recursive: true);
        }
    }

    private async Task<DrillResult> RunAsync(
        int records, Installation before, Installation after, TableBackups backups, string folder, List<string> pools, CancellationToken cancellationToken)
    {
        await SayAsync($"Seeding {records} records of each kind, their audit entries and a user pool under {before.Prefix}.");
        await SeedAsync(before, records, cancellationToken);
        var file = BackupFiles.PoolPathOf(folder, "scratch");
        var pool = await CreatePoolAsync(before.Prefix, pools, cancellationToken);
        await SeedPoolAsync(pool, cancellationToken);
        var expected = await new DataCheck(before).RunAsync(null, cancellationToken);
        var users = await UsersAsync(pool, cancellationToken);

        var backedUp = _time.GetTimestamp();
        var generation = await backups.CreateAsync(cancellationToken);
        PrivateFile.CreateFolder(Path.GetDirectoryName(file)!);
        await new PoolCopy(_cognito).WriteAsync(pool, file, cancellationToken);
        await SayAsync($"Backed up: generation {generation.Name}, {generation.Tables.Count} tables, {users.Count} users.");
        await WriteAsync(before, records, cancellationToken); // what a backup cannot have

        var destroyed = _time.GetTimestamp();
        await backups.DestroyAsync(before, cancellationToken);
        await _cognito.DeleteUserPoolAsync(new() { UserPoolId = pool }, cancellationToken);
        pools.Remove(pool);
        await SayAsync("Destroyed: every table, and the user pool.");

        await backups.RestoreAsync((await backups.ListAsync(cancellationToken))[0], after, cancellationToken);
        var again = await CreatePoolAsync(after.Prefix, pools, cancellationToken);
        var imported = await new PoolCopy(_cognito).ReadAsync(file, again, cancellationToken);
        var report = await new DataCheck(after).RunAsync(expected.Counts, cancellationToken);
        List<string> problems = [.. expected.Problems.Select(problem => "Before the backup: " + problem), .. report.Problems];
        if (await OpenedAsync(after, cancellationToken) != Secret)
            problems.Add("A sealed field does not open.");
        if (!users.SequenceEqual(await UsersAsync(again, cancellationToken)) || imported.Subs.Count != users.Count)
            problems.Add("The users are not those that were exported.");

        var result = new DrillResult(_time.GetElapsedTime(backedUp, destroyed), _time.GetElapsedTime(destroyed), report, problems);
        await SayAsync($"Restored under {after.Prefix} and checked: {report.Counts.Values.Sum()} items, {report.Records} records with their markers, "
            + $"{report.Samples} of them against the audit log, {report.Entries} audit entries against their seals, {imported.Subs.Count} users.");
        foreach (var problem in problems)
            await SayAsync("NOT as it was: " + problem);
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"RPO {result.Lost.TotalSeconds:0.0} s here: from the backup to the loss. In operation it is the time since the last backup (asked: {RecoveryPoint.TotalHours:0} h), with point-in-time recovery some 5 min."));
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"RTO {result.Restored.TotalSeconds:0.0} s here: from the loss until all is checked (asked: {RecoveryTime.TotalMinutes:0} min)."));
        return result;
    }

    private async Task SeedAsync(Installation to, int records, CancellationToken cancellationToken)
    {
        await to.Setup.CreateMissingAsync(cancellationToken);
        await to.Fields.ReadyAsync(cancellationToken);
        for (var i = 0; i < records; i++)
            await WriteAsync(to, i, cancellationToken);

        var sealedText = await to.Fields.SealAsync(Secret, Place, cancellationToken);
        await to.Unaudited.PutAsync(Table.System, new Item("DRILL#1").Set("sealed", sealedText), null, cancellationToken);
        await to.Sealer.SealAsync(full: true, cancellationToken);
    }

    // A record of each kind with its markers, and a second version of it.
    private async Task WriteAsync(Installation to, int number, CancellationToken cancellationToken)
    {
        foreach (var kind in to.Kinds)
        {
            var (id, code) = (Ids.New(_time), string.Create(CultureInfo.InvariantCulture, $"drill-{number}"));
            Item? stored = null;
            foreach (var name in (string[])["First", "Second"])
            {
                var item = (stored?.Copy() ?? new Item(kind.KeyOf(id).Pk)).Set("name", name).Set("slug", code).Set("code", code).Set("status", "draft");
                var outcome = await to.Writes.CommitAsync(
                    new()
                    {
                        Actor = Actor.System,
                        Token = Ids.New(_time),
                        Audit = new(stored is null ? AuditActions.Create : AuditActions.Change, kind.Name, id, name) { Note = "drill" },
                        Entity = new(kind.Table, stored, item),
                        Steps = stored is not null ? [] :
                        [
                            new ChangeStep.Claim(kind.Table, Keys.Marker("SLUG", code), id, "Slug"), new ChangeStep.Claim(kind.Table, Keys.Marker("CODE", code), id, "Code"),
                        ],
                    },
                    cancellationToken);
                stored = outcome is CommitOutcome.Saved saved ? saved.Item : throw new InvalidOperationException($"A record of the drill was refused: {outcome.GetType().Name}.");
            }
        }
    }

    private static FieldPlace Place => new(Table.System, "1", "sealed");

    private static async Task<string?> OpenedAsync(Installation on, CancellationToken cancellationToken) =>
        await on.Reader.ReadAsync(new(Table.System, "DRILL#1"), cancellationToken) is { } item ? await on.Fields.OpenAsync(item.GetString("sealed"), Place, cancellationToken) : null;

    private async Task<string> CreatePoolAsync(string name, List<string> pools, CancellationToken cancellationToken)
    {
        var pool = (await _cognito.CreateUserPoolAsync(
            new() { PoolName = name + "users", UsernameAttributes = ["email"], AutoVerifiedAttributes = ["email"] }, cancellationToken)).UserPool!.Id!;
        pools.Add(pool);
        return pool;
    }

    private async Task SeedPoolAsync(string pool, CancellationToken cancellationToken)
    {
        await _cognito.CreateGroupAsync(new() { UserPoolId = pool, GroupName = "drill", Precedence = 7 }, cancellationToken);
        for (var i = 0; i < 5; i++)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"drill{i}@clubshop.example");
            await _cognito.AdminCreateUserAsync(
                new()
                {
                    UserPoolId = pool,
                    Username = email,
                    MessageAction = MessageActionType.SUPPRESS,
                    UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = "Drill" }],
                },
                cancellationToken);
            await _cognito.AdminSetUserPasswordAsync(new() { UserPoolId = pool, Username = email, Password = "Drill-" + Ids.New(_time) + "-A1!", Permanent = true }, cancellationToken);
            if (i % 2 == 0)
                await _cognito.AdminAddUserToGroupAsync(new() { UserPoolId = pool, Username = email, GroupName = "drill" }, cancellationToken);
            if (i == 4)
                await _cognito.AdminDisableUserAsync(new() { UserPoolId = pool, Username = email }, cancellationToken);
        }
    }

    // All that can be restored: no sub, no password.
    private async Task<List<string>> UsersAsync(string pool, CancellationToken cancellationToken)
    {
        var members = (await _cognito.ListUsersInGroupAsync(new() { UserPoolId = pool, GroupName = "drill" }, cancellationToken)).Users ?? [];
        var users = new List<string>();
        await foreach (var user in new PoolCopy(_cognito).UsersAsync(pool, cancellationToken))
        {
            var attributes = user.Attributes.Where(pair => pair.Key != "sub").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
            users.Add($"{string.Join(',', attributes)} {user.Status} {user.Enabled} {members.Exists(member => member.Username == user.Username)}");
        }

        users.Sort(StringComparer.Ordinal);
        return users;
    }

    private async Task CleanUpAsync(Installation before, Installation after, TableBackups backups, List<string> pools)
    {
        try
        {
            await backups.DestroyAsync(before, CancellationToken.None);
            await backups.DestroyAsync(after, CancellationToken.None);
            foreach (var backup in (await backups.ListAsync(CancellationToken.None)).SelectMany(generation => generation.Tables.Values))
                await before.Dynamo.DeleteBackupAsync(new DeleteBackupRequest { BackupArn = backup.Arn }, CancellationToken.None);
            foreach (var pool in pools)
                await _cognito.DeleteUserPoolAsync(new() { UserPoolId = pool }, CancellationToken.None);
        }
        catch (Exception left) when (left is Amazon.Runtime.AmazonServiceException or HttpRequestException)
        {
            await SayAsync($"Not everything of {before.Prefix} could be taken away ({left.Message}): delete the tables, backups and pools of that name.");
        }
    }

    private Task SayAsync(string line) => output.WriteLineAsync(line);
}
