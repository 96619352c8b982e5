using Clubshop.Admin.Clubs;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Registry;

/// <summary>The registry with a catalog of one club and one shop.</summary>
internal sealed class RegistryWorld : IAsyncDisposable
{
    public static readonly RegistrySource Shopapp = new("api:shopapp", "Shop app", "198.51.100.4");

    private RegistryWorld(CatalogWorld catalog, Club club, Shop shop) => (Catalog, Club, Shop) = (catalog, club, shop);

    public CatalogWorld Catalog { get; }

    public Club Club { get; }

    public Shop Shop { get; }

    public RegistryService Service => Catalog.Get<RegistryService>();

    /// <summary>A reader of the registry whose indexes contain everything written so far.</summary>
    public RegistryReader Reader
    {
        get
        {
            Catalog.IndexesFollow();
            return Catalog.Get<RegistryReader>();
        }
    }

    public RegistryStaffService Care => Catalog.Get<RegistryStaffService>();

    public static async Task<RegistryWorld> OpenAsync()
    {
        var catalog = await CatalogWorld.OpenAsync();
        return new(catalog, await catalog.ClubAsync("Tata Employees"), await catalog.SaveAsync(catalog.NewShop()));
    }

    public static string Sub(int n) => $"{n:x8}-1111-7000-8000-000000000000";

    public static string Token(int n) => $"fcm-token-{n:d6}:APA91b";

    public static DeviceUpdate Phone(string id, int token) => new(id, Token(token), Platform.Android, "3.2.1");

    public async Task<DeviceResult> TellAsync(int sub, string id, int token) =>
        CatalogWorld.Value(await Service.RegisterDeviceAsync(Shopapp, Sub(sub), Phone(id, token), CancellationToken.None));

    public async Task<Registration> FindAsync(int sub) => (await Reader.FindAsync(Sub(sub), CancellationToken.None))!;

    public async Task<List<string>> FollowersAsync(Follow follow)
    {
        List<string> subs = [];
        await foreach (var sub in Reader.FollowersAsync(follow, CancellationToken.None))
            subs.Add(sub);

        return subs;
    }

    public ValueTask DisposeAsync() => Catalog.DisposeAsync();
}
