using System.Net;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Ops;

/// <summary>"Two portals on one AWS" of CONTRIBUTING.md, with real processes: the embedded AWS by itself, filled by <c>ops setup</c>, and two portals on it.</summary>
public sealed class TwoProcessesTests
{
    private const string Portal = "Clubshop.Admin";

    [Fact]
    public async Task TwoPortals_OnOneStandAloneAws_ShareSessionsKeysAndRevocations()
    {
        var (aws, endpoint) = await OpsProcess.ServeAsync("Clubshop.LocalAws", ["--port", "0", "--in-memory"]);
        await using var _ = aws;
        KeyValuePair<string, string>[] settings = [new("Aws__Mode", "Aws"), new("Aws__Endpoint", endpoint.AbsoluteUri), new("SignIn__RecheckSeconds", "1")];

        var before = await OpsProcess.RunAsync(Portal, ["ops", "doctor"], settings);
        Assert.Equal(1, before.ExitCode);
        Assert.Contains("ops create-tables", before.Output, StringComparison.Ordinal);
        Assert.Contains("Sealing:KeyId", before.Output, StringComparison.Ordinal);
        await DoneAsync("has the tables", settings, "ops", "setup", "--seed", "none");
        await DoneAsync("has the tables", settings, "ops", "setup", "--seed", "none"); // done already: done again
        await DoneAsync("as the portal needs them", settings, "ops", "doctor");
        var refused = await OpsProcess.RunAsync(Portal, ["ops", "first-administrator", "--email", "new@clubshop.example"], settings);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("already has an Administrator", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await OpsProcess.RunAsync(Portal, ["ops", "dance"], settings)).ExitCode);

        var (one, here) = await OpsProcess.ServeAsync(Portal, ["--urls", "http://127.0.0.1:0"], settings);
        await using var __ = one;
        var (other, there) = await OpsProcess.ServeAsync(Portal, ["--urls", "http://127.0.0.1:0"], settings);
        await using var ___ = other;
        using var atOne = new Browser(here, Browser.Firefox);
        using var atOther = new Browser(there, Browser.Firefox);
        var person = PortalHost.Person(Role.Support);

        // The password on one portal, the code on the other.
        var enrol = await atOne.FollowAsync(await atOne.GivePasswordAsync(person.Email, person.Password));
        Move(atOne, atOther);
        await atOther.SubmitAsync(enrol with { Path = "/sign-in/enrol" }, ("Code", new Authenticator(enrol.Value("SetupKey"), TimeProvider.System).Code()));
        Move(atOther, atOne);
        Assert.Equal(HttpStatusCode.OK, (await atOne.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await atOther.GetAsync("/account")).Status);

        await atOne.SubmitAsync(await atOne.GetAsync("/status/404"), "/sign-out", []);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await atOther.GetAsync("/account")).Status != HttpStatusCode.Found)
            Assert.True(await look.WaitForNextTickAsync(patience.Token));
    }

    private static async Task DoneAsync(string says, KeyValuePair<string, string>[] settings, params string[] arguments)
    {
        var (exitCode, output) = await OpsProcess.RunAsync(Portal, arguments, settings);
        Assert.True(exitCode == 0, output);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private static void Move(Browser from, Browser to)
    {
        foreach (var (name, value) in from.Cookies)
            to.Cookies[name] = value;
    }
}
