using Clubshop.Admin.Account;
using Clubshop.Admin.Ops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Account;

/// <summary>A portal with one person of Support, who is signed in with a browser.</summary>
internal sealed class AccountHost : IAsyncDisposable
{
    private AccountHost(PortalHost portal, Browser browser, Authenticator authenticator, string session, Actor actor) =>
        (Portal, Browser, Authenticator, Session, Actor) = (portal, browser, authenticator, session, actor);

    public static DemoPerson Person { get; } = PortalHost.Person(Role.Support);

    public PortalHost Portal { get; }

    public Browser Browser { get; }

    /// <summary>The person's authenticator at their first sign-in.</summary>
    public Authenticator Authenticator { get; }

    /// <summary>The key of the browser's session.</summary>
    public string Session { get; }

    public Actor Actor { get; }

    public AccountService Account => Portal.Get<AccountService>();

    public SessionService Sessions => Portal.Get<SessionService>();

    public static async Task<AccountHost> StartAsync(params KeyValuePair<string, string?>[] settings)
    {
        var portal = await PortalHost.StartAsync(settings);
        var browser = portal.NewBrowser();
        var authenticator = await portal.EnrolAsync(browser, Person);
        var session = KeyOf(browser);
        var actor = (await portal.Get<SessionService>().FindAsync(session, active: true, default))!.Actor;
        return new(portal, browser, authenticator, session, actor with { Address = "127.0.0.1", Protocol = "http" });
    }

    public static string KeyOf(Browser browser) => RandomKeys.KeyOf(browser.Cookies["clubshop"])!;

    /// <summary>The same person in a further browser; the result is its session's key.</summary>
    public async Task<string> SignInElsewhereAsync()
    {
        using var other = Portal.NewBrowser();
        await Portal.SignInAsync(other, Person, Authenticator);
        return KeyOf(other);
    }

    /// <summary>Whether a session is still one.</summary>
    public async Task<bool> IsActiveAsync(string session) => await Sessions.FindAsync(session, active: false, default) is not null;

    /// <summary>The actions in the audit log about the person's own account, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync() =>
        [.. (await Portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit" })).Items
            .Where(item => item.ContainsKey("action") && item["entity"].S == Actor.Id).Select(item => item["action"].S)
            .Where(action => action.Contains("password", StringComparison.Ordinal) || action.Contains("authenticator", StringComparison.Ordinal) || action == "end-session")
            .Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Portal.DisposeAsync();
    }
}
