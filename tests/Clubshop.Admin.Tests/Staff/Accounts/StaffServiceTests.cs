using System.Net;
using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Staff.Accounts;

/// <summary>The staff service on the embedded pool: who may, what follows, what the audit log has, and what a crash leaves.</summary>
public sealed class StaffServiceTests : IAsyncLifetime
{
    private PortalHost _portal = null!;
    private StaffService _staff = null!;
    private Actor _asha = null!;
    private Dictionary<string, StaffMember> _people = null!;

    public async Task InitializeAsync()
    {
        _portal = await PortalHost.StartAsync();
        _staff = _portal.Get<StaffService>();
        var all = (await _staff.ListAsync(Actor.System, CancellationToken.None)).Value!.People;
        _people = all.ToDictionary(person => person.Name, StringComparer.Ordinal);
        _asha = ActorOf("Asha Rao");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task EveryMethod_EveryRole_EqualsThePermissionTable()
    {
        var target = _people["Farah Khan"].Id;
        foreach (var actor in _people.Keys.Select(ActorOf).Append(_asha with { Role = null }))
        {
            var may = actor.Has(Permission.ManageStaff);
            IReadOnlyList<IReadOnlyList<Problem>> answers =
            [
                (await _staff.ListAsync(actor, default)).Problems,
                (await _staff.FindAsync(actor, target, default)).Problems,
                (await _staff.InviteAsync(actor, new(), default)).Problems,
                (await _staff.ChangeRoleAsync(actor, actor.Id, Role.Support, default)).Problems,
                (await _staff.AssignAsync(actor, target, ["no-id"], [], 0, default)).Problems,
                (await _staff.DisableAsync(actor, actor.Id, default)).Problems,
                (await _staff.EnableAsync(actor, target, default)).Problems,
                (await _staff.ResetAuthenticatorAsync(actor, actor.Id, default)).Problems,
                (await _staff.ResendAsync(actor, target, default)).Problems,
                may ? [] : (await _staff.SignOutEverywhereAsync(actor, target, default)).Problems,
            ];
            foreach (var problems in answers)
                Assert.Equal(!may, problems.Any(problem => problem.Code == Problem.Forbidden));
        }
    }

    [Fact]
    public async Task Invite_SendsMailGivesRoleAndAssigns_AndIsAskedAndDoneInTheAudit()
    {
        var club = Ids.New(_portal.Time);
        var invited = await _staff.InviteAsync(
            _asha, new() { Email = "Kavya.Reddy@clubshop.example", Name = "Kavya Reddy", Role = Role.ClubAdministrators, Clubs = [club] }, default);
        Assert.Empty(invited.Problems);
        Assert.Equal((StaffStatus.Invited, Role.ClubAdministrators), (invited.Value!.Status, invited.Value.Role));
        Assert.Equal([club], invited.Value.Clubs);
        Assert.StartsWith("Invited today, expires", StaffLabels.Status(invited.Value, _portal.Time.GetUtcNow()), StringComparison.Ordinal);
        Assert.Matches("^Expires [0-9]{1,2} [A-Z][a-z]{2,3} [0-9]{4}$", StaffLabels.Expiry(invited.Value));
        Assert.Contains(_portal.Aws.Outbox.Read(), sent => sent.To == "kavya.reddy@clubshop.example");
        Assert.Equal(["ask-invite", "invite"], await ActionsAsync());

        var twice = await _staff.InviteAsync(_asha, new() { Email = "kavya.reddy@clubshop.example", Name = "Other", Role = Role.Support }, default);
        Assert.Equal((Problem.Taken, "Email"), (twice.Problems.Single().Code, twice.Problems.Single().Field));
        Assert.Equal(["ask-invite", "ask-invite", "invite", "refuse-invite"], await ActionsAsync());

        _portal.Time.Advance(TimeSpan.FromDays(8));
        var late = (await _staff.FindAsync(_asha, invited.Value.Id, default)).Value!;
        Assert.Equal(StaffStatus.InvitationExpired, late.Status);
        Assert.StartsWith("Invited 8 days ago, expired", StaffLabels.Status(late, _portal.Time.GetUtcNow()), StringComparison.Ordinal);
        Assert.Equal(StaffStatus.Invited, (await _staff.ResendAsync(_asha, late.Id, default)).Value!.Status);
    }

    [Fact]
    public async Task Disable_EndsSessionsAtOnce_AndTheNextClickLeadsToTheSignInWithAReason()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Support));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);

        Assert.Equal(StaffStatus.Disabled, (await _staff.DisableAsync(_asha, _people["Farah Khan"].Id, default)).Value!.Status);

        var next = await browser.GetAsync("/account");
        Assert.StartsWith("/sign-in?", next.Location, StringComparison.Ordinal);
        Assert.Equal(SignInReasons.Sentence(SignInReasons.Ended), (await browser.FollowAsync(next)).Notice);
        var person = PortalHost.Person(Role.Support);
        Assert.StartsWith(SignInService.InvalidCredentials, (await browser.GivePasswordAsync(person.Email, person.Password)).Notice, StringComparison.Ordinal);
        Assert.Equal(StaffStatus.Active, (await _staff.EnableAsync(_asha, _people["Farah Khan"].Id, default)).Value!.Status);
    }

    [Fact]
    public async Task ResetAuthenticator_EndsSessions_AndTheNextSignInEnrolsAnother()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        await _portal.EnrolAsync(browser, person);
        var reset = await _staff.ResetAuthenticatorAsync(_asha, _people["Farah Khan"].Id, default);
        Assert.False(reset.Value!.HasAuthenticator);
        Assert.StartsWith("/sign-in?", (await browser.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.EndsWith("/sign-in/enrol", (await browser.GivePasswordAsync(person.Email, person.Password)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnRole_OwnAccount_LastAdministrator_AreRefused()
    {
        var vikram = _people["Vikram Singh"];
        Assert.Equal("own-role", (await _staff.ChangeRoleAsync(_asha, _asha.Id, Role.Support, default)).Problems.Single().Code);
        Assert.Equal("own-account", (await _staff.DisableAsync(_asha, _asha.Id, default)).Problems.Single().Code);
        Assert.Equal(Role.ReadOnly, (await _staff.ChangeRoleAsync(_asha, vikram.Id, Role.ReadOnly, default)).Value!.Role);
        Assert.Equal("last-administrator", (await _staff.DisableAsync(Actor.System, _asha.Id, default)).Problems.Single().Code);
        Assert.Equal("last-administrator", (await _staff.ChangeRoleAsync(Actor.System, _asha.Id, Role.Support, default)).Problems.Single().Code);
    }

    [Fact]
    public async Task TwoAdministrators_WhoDemoteEachOther_OneStaysAdministrator()
    {
        var (vikram, none) = (ActorOf("Vikram Singh"), CancellationToken.None);
        var both = await Task.WhenAll(
            Task.Run(() => _staff.ChangeRoleAsync(_asha, vikram.Id, Role.ReadOnly, none)),
            Task.Run(() => _staff.ChangeRoleAsync(vikram, _asha.Id, Role.ReadOnly, none)));
        Assert.Single(both, result => result.Ok);
        Assert.Equal(Problem.Forbidden, both.Single(result => !result.Ok).Problems.Single().Code);
        var now = (await _staff.ListAsync(Actor.System, none)).Value!.People;
        Assert.Single(now, person => person.Role == Role.Administrators);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    internal async Task Asked_AndCutOff_IsSettledFromThePool(bool cognitoDidIt)
    {
        var farah = _people["Farah Khan"];
        var change = new StaffChange
        {
            Token = Ids.New(_portal.Time),
            Action = StaffAction.Disable,
            Actor = _asha,
            PersonId = farah.Id,
            Name = farah.Name,
            AskedAt = _portal.Time.GetUtcNow(),
        };
        await _portal.Get<StaffChangeStore>().KeepAsync(change, default);
        if (cognitoDidIt)
            await _portal.Get<StaffPool>().DisableAsync(farah.Id, default);

        _portal.IndexesFollow();
        await _staff.SettleAsync(default); // or the portal's own round at its start has: then this has waited for it
        Assert.Equal(0, await _staff.SettleAsync(default));
        Assert.Equal(["ask-disable", cognitoDidIt ? "disable" : "refuse-disable"], await ActionsAsync());
    }

    [Fact]
    public async Task Assign_IsInForceOnOpenSessions_AndSecondOfTwoIsToldOfTheFirst()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.ClubAdministrators));
        var meera = _people["Meera Iyer"];
        var club = Ids.New(_portal.Time);
        var saved = await _staff.AssignAsync(_asha, meera.Id, [club], [], meera.Stamp.Version, default);
        Assert.Equal([club], saved.Value!.Clubs);
        var session = (await _portal.Get<SessionService>().OfPersonAsync(meera.Id, default)).Single();
        Assert.Equal([club], (await _portal.Get<SessionService>().FindAsync(session.Key, false, default))!.Actor.Clubs);

        var second = await _staff.AssignAsync(_asha, meera.Id, [], [], meera.Stamp.Version, default);
        Assert.Equal(Problem.Conflict, second.Problems.Single().Code);
    }

    [Fact]
    public async Task CurrentStaff_AfterEachChange_IsAsTheyAreNow()
    {
        var staff = _portal.Get<ICurrentStaff>();
        var rohan = _people["Rohan Deshpande"].Id;
        var club = Ids.New(_portal.Time);
        Assert.Empty((await _staff.AssignAsync(_asha, rohan, [club], [], _people["Rohan Deshpande"].Stamp.Version, default)).Problems);

        var now = await staff.FindAsync(rohan, default);
        Assert.Equal(("Rohan Deshpande", Role.ServiceProviders, club), (now!.Name, now.Role, now.Clubs.Single()));

        Assert.Empty((await _staff.ChangeRoleAsync(_asha, rohan, Role.Support, default)).Problems);
        Assert.False((await staff.FindAsync(rohan, default))!.Has(Permission.SendNotifications));

        Assert.Empty((await _staff.DisableAsync(_asha, rohan, default)).Problems);
        Assert.Null(await staff.FindAsync(rohan, default));
        Assert.Null(await staff.FindAsync("0f8fad5b-d9cb-469f-a165-70867728950e", default));
    }

    private Actor ActorOf(string name) => new()
    {
        Id = _people[name].Id,
        Name = name,
        Email = _people[name].Email,
        Role = _people[name].Role,
        Address = "127.0.0.1",
        Protocol = "http",
    };

    private async Task<List<string>> ActionsAsync() =>
        [.. (await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit" })).Items
            .Where(row => row.ContainsKey("action")).Select(row => row["action"].S).Order(StringComparer.Ordinal)];
}
