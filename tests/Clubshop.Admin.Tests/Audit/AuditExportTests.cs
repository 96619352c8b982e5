using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Storage;

namespace Clubshop.Admin.Tests.Audit;

public sealed class AuditExportTests : IAsyncLifetime
{
    private static readonly AuditLabels Labels = new(
    [
        new() { Kind = "shop", Label = "Shop", Attributes = new Dictionary<string, AuditLabel> { ["name"] = new("Name"), ["status"] = new("Status") } },
        new() { Kind = AuditExport.Kind, Label = "List" },
    ]);

    private StorageHost _host = null!;
    private AuditExport _export = null!;

    public async Task InitializeAsync()
    {
        _host = await StorageHost.StartAsync();
        var recent = new RecentEntries(_host.Clock);
        _host.Observers.Add(recent);
        _export = new(new(_host.Reader, recent, _host.Clock), Labels, _host.Writes, _host.Clock);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Export_OfAFilter_HasItsEntriesInWords_AndIsItselfInTheLog()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "=Tata"));
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg", actor: StorageHost.Rohan));

        var lines = await WriteAsync(StorageHost.Anita, new() { Person = "rohan" });
        Assert.Equal("when (IST),who,role,what,record,changes,note,from,entry", lines[0]);
        Assert.StartsWith("\"20 Nov 2026, 4:12 pm\",Rohan Deshpande,Administrators,Changed 1 field of the shop,Tata 1mg,Name: =Tata → Tata 1mg,,203.0.113.7,", Assert.Single(lines[1..]), StringComparison.Ordinal);

        var all = await WriteAsync(StorageHost.Anita, new());
        Assert.Equal(5, all.Count); // two changes and two exports, the one that writes this among them
        Assert.Contains("Exported the list,audit entries", all[1], StringComparison.Ordinal);
        Assert.Contains("the whole log", all[1], StringComparison.Ordinal);
        Assert.Contains("what a filtered log shows", all[2], StringComparison.Ordinal);
        Assert.DoesNotContain(all, line => line.Contains(",=Tata", StringComparison.Ordinal)); // no formula for a spreadsheet
    }

    [Fact]
    public async Task Export_ByEachRole_HasWhatItMaySee()
    {
        await _host.Writes.RecordAsync(StorageHost.Anita, "e1", new("change", "shop", "1", "Theirs") { Clubs = ["c2"] }, default);
        await _host.Writes.RecordAsync(StorageHost.Anita, "e2", new("change", "shop", "2", "Ours") { Clubs = ["c1"] }, default);
        var scoped = StorageHost.Rohan with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1" } };

        Assert.Contains(",Ours,", Assert.Single((await WriteAsync(scoped, new()))[1..]), StringComparison.Ordinal);
        Assert.Contains("audit entries", Assert.Single((await WriteAsync(StorageHost.Rohan with { Role = Role.Support }, new() { Action = "export" }))[2..]), StringComparison.Ordinal);

        var refused = await _export.WriteAsync(StorageHost.Rohan with { Role = null }, new(), new MemoryStream(), default);
        Assert.Equal(Problem.Forbidden, refused?.Code);
    }

    private async Task<List<string>> WriteAsync(Actor actor, AuditFilter filter)
    {
        _host.IndexesFollow();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        using var file = new MemoryStream();
        Assert.Null(await _export.WriteAsync(actor, filter, file, default));
        return [.. Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
