using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Registry.Api;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>An answer of the API.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string? ETag, string? Location, string? Type, bool Replayed)
{
    public int Number => (int)Status;

    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string Text(string member) => Body.GetProperty(member).GetString()!;

    public string Id => Text("id");

    /// <summary>The members that are refused.</summary>
    public IEnumerable<string> Fields => Body.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(error => error.GetProperty("field").GetString()!) : [];
}

/// <summary>The whole portal with two clubs and a shop of each; staff and clients that call its administrators' API.</summary>
public sealed class CatalogApiWorld : IAsyncLifetime
{
    private readonly Dictionary<Role, string> _staff = [];

    internal ApiHost Host { get; private set; } = null!;

    /// <summary>Assigned to the club administrator.</summary>
    internal Club Mine { get; private set; } = null!;

    /// <summary>Assigned to nobody.</summary>
    internal Club Other { get; private set; } = null!;

    internal Shop MyShop { get; private set; } = null!;

    internal Shop OtherShop { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = new();
        await Host.Get<IServiceProvider>().IndexesReadyAsync();
        Mine = await ClubAsync("Deccan Tech");
        Other = await ClubAsync("Kaveri Nurses");
        MyShop = await ShopAsync("Croma", Mine);
        OtherShop = await ShopAsync("Iron Lotus", Other);
        var staff = Host.Get<StaffService>();
        var meera = (await staff.ListAsync(Actor.System, None)).Value!.People.Single(person => person.Email == DemoStaff.People.First(one => one.Role == Role.ClubAdministrators).Email);
        Assert.True((await staff.AssignAsync(Actor.System, meera.Id, [Mine.Id], [], meera.Stamp.Version, None)).Ok);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal static CancellationToken None => CancellationToken.None;

    internal static string NewName(string kind) => $"{kind} {Guid.NewGuid():N}"[..20];

    /// <summary>An access token of a member of staff with this role, from a sign-in with an authenticator.</summary>
    internal async Task<string> StaffAsync(Role role)
    {
        if (!_staff.TryGetValue(role, out var token))
            _staff[role] = token = await SignInAsync(DemoStaff.People.First(person => person.Role == role).Email);
        return token;
    }

    internal async Task<string> SignInAsync(string email)
    {
        using var answer = await Host.Http.PostAsync(new Uri("/local/token?email=" + Uri.EscapeDataString(email), UriKind.Relative), null);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{answer.StatusCode}: {text}");
    }

    /// <summary>An access token of a new API client.</summary>
    internal Task<string> ClientAsync(params ApiScope[] scopes) => ClientOfAsync([], scopes);

    internal async Task<string> ClientOfAsync(IReadOnlyList<string> clubs, params ApiScope[] scopes)
    {
        var made = (await Host.Clients.CreateAsync(Actor.System, "Catalog sync", scopes, clubs, None)).Value!;
        using var answer = await Host.AskTokenAsync(made.Client.Id, made.Text);
        return (await ApiHost.JsonOf(answer)).GetProperty("access_token").GetString()!;
    }

    internal Task<Answer> GetAsync(string path, string? token) => SendAsync("GET", path, token);

    internal async Task<Answer> SendAsync(string method, string path, string? token, object? body = null, string? match = null, string? key = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path.StartsWith("/api", StringComparison.Ordinal) ? path : "/api/v1" + path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), MediaTypeHeaderValue.Parse(type));
        using var answer = await Host.Http.SendAsync(request);
        return new(
            answer.StatusCode, await ApiHost.JsonOf(answer), answer.Headers.ETag?.ToString(), answer.Headers.Location?.ToString(), answer.Content.Headers.ContentType?.MediaType,
            answer.Headers.Contains("Idempotent-Replayed"));
    }

    /// <summary>Members of a new offer that everybody who may edit the club can publish.</summary>
    internal object NewOffer(Club? club = null, string? title = null) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["title"] = title ?? NewName("Offer"),
        ["shopId"] = (club == Other ? OtherShop : MyShop).Id,
        ["clubIds"] = new[] { (club ?? Mine).Id },
        ["benefit"] = "percent-off",
        ["value"] = 12.5,
        ["starts"] = "2026-01-01T00:00:00+05:30",
    };

    /// <summary>An offer, made by an Administrator.</summary>
    internal async Task<Answer> OfferAsync(Club? club = null)
    {
        var made = await SendAsync("POST", "/offers", await StaffAsync(Role.Administrators), NewOffer(club));
        Assert.Equal(201, made.Number);
        return made;
    }

    private async Task<Club> ClubAsync(string name) => CatalogWorld.Value(await Host.Get<ClubService>().SaveAsync(
        Actor.System, new() { Id = Ids.New(TimeProvider.System), Name = name, Status = EditorialStatus.Published }, new Submit(Ids.New(TimeProvider.System)), None));

    private async Task<Shop> ShopAsync(string name, Club club) => CatalogWorld.Value(await Host.Get<ShopService>().SaveAsync(
        Actor.System, new() { Id = Ids.New(TimeProvider.System), Name = name, ClubIds = [club.Id], Status = EditorialStatus.Published }, new Submit(Ids.New(TimeProvider.System)), None));
}
