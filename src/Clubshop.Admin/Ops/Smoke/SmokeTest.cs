using System.Globalization;
using Amazon.CognitoIdentityProvider;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops.Smoke;

/// <summary>
/// Tries the portal's whole way through an AWS account, with an account, a club and a customer that it makes and takes away: signs in with an
/// authenticator, writes, reads, publishes, looks the customer up, sends to one test device; and says where the account answers otherwise than the
/// embedded AWS. The entries in the audit log stay, and the deleted club for 90 days.
/// </summary>
internal sealed class SmokeTest(IServiceProvider portal, TestDevice? device, TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = portal.GetRequiredService<TimeProvider>();
    private readonly List<SmokeStep> _steps = [];
    private readonly List<(string What, Func<Task> Undo)> _made = [];
    private Actor? _actor;
    private Club? _club;

    /// <summary>Runs it. A step that fails does not end it.</summary>
    public async Task<IReadOnlyList<SmokeStep>> RunAsync(CancellationToken cancellationToken)
    {
        var id = Ids.New(_time)[^10..];
        try
        {
            await SignInAsync(id, cancellationToken);
            if (_actor is { } actor)
            {
                await WriteAsync(actor, id, cancellationToken);
                await PublishAsync(actor, cancellationToken);
                await CustomerAsync(actor, id, cancellationToken);
                await DeviceAsync(actor, cancellationToken);
            }

            await TryAsync("the archive bucket", "written and read", () => ArchiveAsync(cancellationToken));
            await TryAsync("protection of the tables", "point-in-time recovery off, deletion protection off", () => ProtectionAsync(cancellationToken));
        }
        finally
        {
            await CleanUpAsync();
        }

        return _steps;
    }

    private async Task SignInAsync(string id, CancellationToken cancellationToken)
    {
        var cognito = portal.GetRequiredService<IAmazonCognitoIdentityProvider>();
        var account = new SmokeAccount(cognito, portal.GetRequiredService<SignInFlow>(), portal.GetRequiredService<IOptions<StaffPoolOptions>>().Value.UserPoolId, id, _time);
        await TryAsync("an account of the staff pool", "made, in the group Administrators", async () =>
        {
            _made.Add(("the account", account.DeleteAsync));
            await account.CreateAsync(cancellationToken);
            return "made, in the group Administrators";
        });
        await TryAsync("the first sign-in", "asks for an authenticator, which then counts", async () =>
        {
            var signedIn = await account.EnrolAsync(cancellationToken);
            _actor = new()
            {
                Id = signedIn.Tokens.Identity.Sub,
                Name = "Smoke Test",
                Email = account.Email,
                Protocol = "job",
                Role = signedIn.Tokens.Identity.Groups.Contains(nameof(Role.Administrators)) ? Role.Administrators : null,
            };
            return signedIn.Passed.HasFlag(Factors.Totp) ? "asks for an authenticator, which then counts" : $"passed {signedIn.Passed}";
        });
        await TryAsync("the second sign-in", "refuses a wrong code (CodeWrong), then signs in with password and code as Administrators", async () =>
        {
            var (wrong, right) = await account.SignInAsync(cancellationToken);
            return $"refuses a wrong code ({wrong}), then signs in with password{(right.Passed.HasFlag(Factors.Totp) ? " and code" : "")} as {string.Join(", ", right.Tokens.Identity.Groups)}";
        });
    }

    private async Task WriteAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var clubs = portal.GetRequiredService<ClubService>();
        await TryAsync("a club", "saved as version 1, then as version 2", async () =>
        {
            var first = Value(await clubs.SaveAsync(actor, new() { Id = Ids.New(_time), Name = $"Smoke test {id}", Status = EditorialStatus.Published }, Submit(), cancellationToken));
            _made.Add(("the club", DeleteClubAsync));
            _club = first;
            _club = Value(await clubs.SaveAsync(actor, first with { Description = "Made by ops smoke" }, Submit(), cancellationToken));
            return $"saved as version {first.Stamp.Version}, then as version {_club.Stamp.Version}";

            async Task DeleteClubAsync()
            {
                var now = Value(await clubs.FindAsync(actor, first.Id, CancellationToken.None));
                if (now.Status != EditorialStatus.Deleted)
                    Value(await clubs.ChangeStatusAsync(actor, now, EditorialStatus.Deleted, Submit(), CancellationToken.None));
            }
        });
        if (_club is not { } club)
            return;

        await TryAsync("the same club from an old version", "refused with what is stored now, in one call", async () =>
        {
            var old = club with { Description = "Somebody else's", Stamp = club.Stamp with { Version = club.Stamp.Version - 1 } };
            var result = await clubs.SaveAsync(actor, old, Submit(), cancellationToken);
            return result.Ok ? "saved over it" : result.Current is null ? $"refused ({result.Problems[0].Code})" : "refused with what is stored now, in one call";
        });
        await TryAsync("its slug for another club", "refused", async () =>
        {
            var id = Ids.New(_time);
            var result = await clubs.SaveAsync(actor, new() { Id = id, Name = "Smoke test", Slug = club.Slug, Status = EditorialStatus.Draft }, Submit(), cancellationToken);
            if (result.Ok)
                _made.Add(("the other club", async () => Value(await clubs.ChangeStatusAsync(actor, result.Value, EditorialStatus.Deleted, Submit(), CancellationToken.None))));
            return result.Ok ? "saved" : "refused";
        });
        await TryAsync("reading it", "the version just written, and 2 entries of the audit log", async () =>
        {
            var read = Value(await clubs.FindAsync(actor, club.Id, cancellationToken));
            var history = Value(await portal.GetRequiredService<AuditLog>().HistoryAsync(actor, ClubKind.Name, club.Id, null, 50, cancellationToken));
            return $"{(read.Stamp.Version == club.Stamp.Version ? "the version just written" : $"version {read.Stamp.Version}")}, and {history.Entries.Count} entries of the audit log";
        });
        await TryAsync("the index of the audit log", "has it", async () =>
        {
            var reader = portal.GetRequiredService<TableReader>();
            var query = new ItemQuery(Table.Audit, AuditAttributes.MonthOf(actor.Id, _time.GetUtcNow())) { Index = TableSchemas.ByActor };
            return await UntilAsync(async () => await reader.CountAsync(query, cancellationToken) > 0, cancellationToken) ? "has it" : $"does not have it after {Patience.TotalSeconds:0} s";
        });
    }

    private Task PublishAsync(Actor actor, CancellationToken cancellationToken) => _club is not { } club
        ? SkipAsync("publishing", "there is no club")
        : TryAsync("publishing", "an end user's server reads the club, and no more once it is deleted", async () =>
        {
            var (cache, clubs) = (portal.GetRequiredService<CacheService>(), portal.GetRequiredService<ClubService>());
            if (!await UntilAsync(async () => await IsShownAsync(cache, club, cancellationToken), cancellationToken))
                return $"no end user's server reads the club after {Patience.TotalSeconds:0} s";

            Value(await clubs.ChangeStatusAsync(actor, club, EditorialStatus.Deleted, Submit(), cancellationToken));
            return await UntilAsync(async () => !await IsShownAsync(cache, club, cancellationToken), cancellationToken)
                ? "an end user's server reads the club, and no more once it is deleted"
                : $"an end user's server reads the club {Patience.TotalSeconds:0} s after it was deleted";
        });

    private static async Task<bool> IsShownAsync(CacheService cache, Club club, CancellationToken cancellationToken) =>
        (await cache.ReadAsServerAsync(ClubKind.Name, club.Id, cancellationToken))?.Value is { } value
        && CacheValue.Read(value, "record", ClubKind.Name) is CacheReading.Known { Shown: true } known && known.Slug == club.Slug;

    private Task CustomerAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var cognito = portal.GetRequiredService<IAmazonCognitoIdentityProvider>();
        var pool = portal.GetRequiredService<IOptions<CustomerPoolOptions>>().Value.CustomerUserPoolId;
        var (name, email) = ($"smoke-{id}", $"smoke-customer-{id}@clubshop.example");
        return TryAsync("a customer", "found by e-mail within the customer pool", async () =>
        {
            _made.Add(("the customer", () => cognito.AdminDeleteUserAsync(new() { UserPoolId = pool, Username = name }, CancellationToken.None)));
            await cognito.AdminCreateUserAsync(
                new()
                {
                    UserPoolId = pool,
                    Username = name,
                    MessageAction = MessageActionType.SUPPRESS,
                    UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = "Smoke Test" }],
                },
                cancellationToken);
            var search = portal.GetRequiredService<CustomerSearch>();
            return await UntilAsync(async () => Value(await search.FindAsync(actor, email, null, cancellationToken)).Hits.Count == 1, cancellationToken)
                ? "found by e-mail within the customer pool"
                : $"not found {Patience.TotalSeconds:0} s after the account was made";
        });
    }

    private Task DeviceAsync(Actor actor, CancellationToken cancellationToken) => device is null
        ? SkipAsync("a test device", "name one with --device TOKEN and --platform")
        : TryAsync("a test device", "Accepted", async () =>
        {
            var devices = portal.GetRequiredService<TestDeviceService>();
            Value(await devices.AddAsync(actor, device.Name, device.Platform, device.Address, cancellationToken));
            _made.Add(("the test device", async () => Value(await devices.RemoveAsync(actor, device, CancellationToken.None))));
            var draft = new Notification { Id = Ids.New(_time), Channel = device.Channel, Title = "Clubshop smoke test", Message = "This account can send. Nothing to do.", AuthorId = actor.Id, AuthorName = actor.Name };
            return Value(await portal.GetRequiredService<TestSender>().SendAsync(actor, draft, cancellationToken)).Items[0].Message;
        });

    private async Task<string> ArchiveAsync(CancellationToken cancellationToken)
    {
        var archive = portal.GetRequiredService<AuditArchive>();
        if (!archive.Exists)
            return "Audit:ArchiveBucket is not set";

        var heads = await portal.GetRequiredService<AuditSealer>().HeadsAsync(cancellationToken);
        if (heads.Count == 0)
            return "written and read"; // nothing is sealed yet: nothing to write

        await archive.AnchorAsync(heads, cancellationToken);
        return (await archive.AnchorsAsync(cancellationToken)).SequenceEqual(heads) ? "written and read" : "written, but read otherwise";
    }

    private async Task<string> ProtectionAsync(CancellationToken cancellationToken)
    {
        var (dynamo, names) = (portal.GetRequiredService<IAmazonDynamoDB>(), portal.GetRequiredService<TableNames>());
        var (recovery, deletion) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var table in portal.GetServices<Table>())
        {
            var continuous = await dynamo.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = names[table] }, cancellationToken);
            recovery.Add(continuous.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED ? "on" : "off");
            var described = await dynamo.DescribeTableAsync(new DescribeTableRequest { TableName = names[table] }, cancellationToken);
            deletion.Add(described.Table.DeletionProtectionEnabled == true ? "on" : "off");
        }

        return $"point-in-time recovery {string.Join(" and ", recovery.Order(StringComparer.Ordinal))}, deletion protection {string.Join(" and ", deletion.Order(StringComparer.Ordinal))}";
    }

    // In the other order of making: the club needs the account's rights.
    private async Task CleanUpAsync()
    {
        foreach (var (what, undo) in Enumerable.Reverse(_made))
            await TryAsync($"taking {what} away", "gone", async () => { await undo(); return "gone"; });
    }

    private async Task TryAsync(string name, string expected, Func<Task<string>> step)
    {
        var started = _time.GetTimestamp();
        string found;
        var outcome = SmokeOutcome.Failed;
        try
        {
            found = await step();
            outcome = found == expected ? SmokeOutcome.Same : SmokeOutcome.Differs;
        }
#pragma warning disable CA1031 // Whatever it is, it is what the person wants to know; the other steps go on.
        catch (Exception failed) when (failed is not OperationCanceledException)
#pragma warning restore CA1031
        {
            found = $"{failed.GetType().Name}: {failed.Message}";
        }

        await SayAsync(new(name, outcome, found, expected, _time.GetElapsedTime(started)));
    }

    private Task SkipAsync(string name, string why) => SayAsync(new(name, SmokeOutcome.Skipped, why, "", TimeSpan.Zero));

    private Task SayAsync(SmokeStep step)
    {
        _steps.Add(step);
        return output.WriteLineAsync(step.ToString());
    }

    private async Task<bool> UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        for (var started = _time.GetTimestamp(); _time.GetElapsedTime(started) < Patience;)
        {
            if (await condition())
                return true;

            await Task.Delay(Pause, _time, cancellationToken);
        }

        return false;
    }

    private Submit Submit() => new(Ids.New(_time)) { Note = "ops smoke" };

    private static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(' ', result.Problems.Select(problem => problem.Message)));
}
