using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Catalog.Presence;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Catalog.Presence;

/// <summary>Who has a record open: several instances, one memcached between them.</summary>
public sealed class PresenceBoardTests : IAsyncLifetime
{
    private const string Offer = "offer/019a0000000070008000000000000001";

    private static readonly IDataProtectionProvider Protection = new EphemeralDataProtectionProvider();
    private readonly ManualTime _time = new();
    private readonly List<MemcachedCluster> _clusters = [];
    private MemcachedServer _server = null!;
    private bool _stopped;

    public Task InitializeAsync()
    {
        _server = MemcachedServer.Start(0, new FaultBoard(_time), _time, NullLogger<MemcachedServer>.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in _clusters)
            await cluster.DisposeAsync();
        if (!_stopped)
            await _server.DisposeAsync();
    }

    private PresenceBoard Instance()
    {
        var cluster = new MemcachedCluster(new() { Nodes = [$"127.0.0.1:{_server.Port}"] }, TimeProvider.System, NullLogger<MemcachedCluster>.Instance);
        _clusters.Add(cluster);
        return new(() => cluster, "test", Protection, _time, NullLogger<PresenceBoard>.Instance);
    }

    private async Task<PresenceSeat> SitAsync(PresenceBoard board, Actor actor, string tab = "tab", Action? changed = null)
    {
        var seat = board.Join(actor, Offer, tab, _time.GetUtcNow(), changed ?? (static () => { }))!;
        await seat.Settled;
        return seat;
    }

    private static IEnumerable<string> Names(PresenceSeat seat) => seat.Others.Select(who => who.Name);

    [Fact]
    public async Task OthersOfAnotherInstance_AreSeen_AndGoWhenTheyLeave()
    {
        var (one, other) = (Instance(), Instance());
        var told = 0;
        using var meera = await SitAsync(one, CatalogWorld.Meera, changed: () => told++);
        var rohan = await SitAsync(other, CatalogWorld.Rohan, "tab-r");
        Assert.Equal(["Meera Iyer"], Names(rohan));
        await one.LookAsync(CancellationToken.None);
        Assert.Equal(["Rohan Deshpande"], Names(meera));
        Assert.Equal(1, told);
        await one.LookAsync(CancellationToken.None);
        Assert.Equal(1, told); // nothing new, nothing told

        rohan.Dispose();
        await PublishingWorld.UntilAsync(async () =>
        {
            await one.LookAsync(CancellationToken.None);
            return !meera.Others.Any();
        }, "Rohan has left");
    }

    [Fact]
    public async Task AnInstanceThatDied_IsForgotten_AndOneThatLivesIsNot()
    {
        var (one, died, lives) = (Instance(), Instance(), Instance());
        using var meera = await SitAsync(one, CatalogWorld.Meera);
        using var rohan = await SitAsync(died, CatalogWorld.Rohan, "tab-r");
        using var priya = await SitAsync(lives, CatalogWorld.Person(Role.ReadOnly), "tab-p");
        for (var passed = TimeSpan.Zero; passed <= PresenceBoard.Life; passed += PresenceBoard.Every)
        {
            await lives.LookAsync(CancellationToken.None);
            await one.LookAsync(CancellationToken.None);
            _time.Advance(PresenceBoard.Every);
        }

        await one.LookAsync(CancellationToken.None);
        Assert.Equal(["Priya Nair"], Names(meera));
    }

    [Fact]
    public async Task OwnTabs_AreKnownOnEveryInstance_AlsoBehindOthers_AndTheSameTabIsNobodyElse()
    {
        var (one, other) = (Instance(), Instance());
        using var first = await SitAsync(one, CatalogWorld.Meera, "tab-1");
        using var again = await SitAsync(other, CatalogWorld.Meera, "tab-1"); // loaded anew, on another instance
        using var second = await SitAsync(other, CatalogWorld.Meera, "tab-2");
        first.Show(inSight: false);
        await one.LookAsync(CancellationToken.None);
        Assert.Equal(["tab-2"], first.Others.Select(who => who.Tab));
        Assert.Equal(["tab-1", "tab-2"], (await one.TabsOfAsync(CatalogWorld.Meera, Offer, CancellationToken.None)).Order());
        Assert.Empty(await one.TabsOfAsync(CatalogWorld.Rohan, Offer, CancellationToken.None));
        Assert.Null(one.Join(CatalogWorld.Person(null), Offer, "tab", default, static () => { }));
    }

    [Fact]
    public async Task WithoutTheCache_EachInstanceKnowsItsOwn()
    {
        var one = Instance();
        await _server.DisposeAsync();
        _stopped = true;
        using var meera = await SitAsync(one, CatalogWorld.Meera);
        using var rohan = await SitAsync(one, CatalogWorld.Rohan, "tab-r");
        Assert.Equal(["Rohan Deshpande"], Names(meera));
    }

    [Fact]
    public async Task WhatStandsInTheCache_NamesNobody()
    {
        using var meera = await SitAsync(Instance(), CatalogWorld.Meera);
        var key = "test:open:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Offer)));
        var stored = await _clusters[0].GetAsync(key, CancellationToken.None);
        Assert.DoesNotContain("Meera", Encoding.Latin1.GetString(stored!.Value.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyAtOnce_ComingAndGoing_AllKnowThoseWhoStayed()
    {
        // Ten instances write the same value at the same time.
        var boards = Enumerable.Range(0, 10).Select(_ => Instance()).ToArray();
        var stays = Gen.Bool.Array[20].Single();
        var seats = await Task.WhenAll(stays.Select((_, number) => Task.Run(() =>
            SitAsync(boards[number % boards.Length], CatalogWorld.Person(Role.ReadOnly) with { Id = $"p{number}", Name = $"P{number}" }, $"tab-{number}"))));
        await Task.WhenAll(seats.Where((_, number) => !stays[number]).Select(seat => Task.Run(seat.Dispose)));
        var expected = stays.Select((stay, number) => (stay, $"tab-{number}")).Where(one => one.stay).Select(one => one.Item2).Order().ToArray();

        await PublishingWorld.UntilAsync(async () =>
        {
            await Task.WhenAll(boards.Select(board => board.LookAsync(CancellationToken.None)));
            return seats.Where((_, number) => stays[number]).All(seat => seat.Others.Select(who => who.Tab).Append(seat.Who.Tab).Order().SequenceEqual(expected));
        }, "all know those who stayed");
        foreach (var seat in seats)
            seat.Dispose();
    }
}
