using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Storage;

/// <summary>Whatever fails, and at whichever call: neither a change without its audit entry, nor the reverse, and no answer that is not true.</summary>
public sealed class WriteFaultTests
{
    public static TheoryData<int, int> EachFaultAtEachCall
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var fault in Enum.GetValues<Fault>().Where(fault => fault is not (Fault.None or Fault.Invalid)))
            {
                for (var call = 0; call < 3; call++)
                    data.Add((int)fault, call);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EachFaultAtEachCall))]
    public async Task Commit_WithOneFailure_IsWholeAndTold(int fault, int call)
    {
        await using var host = await StorageHost.StartAsync(faults: false);
        host.Faults.Decide = (number, _) => number == call ? (Fault)fault : Fault.None;

        var first = await host.SaveAsync(host.Shop("1", null, "Tata", slug: "tata"));
        var second = await host.SaveAsync(host.Shop("1", first, "Tata 1mg"));
        var third = await host.SaveAsync(host.Shop("1", second, "Tata Cliq"));

        Assert.Equal(3, third.Version);
        await AssertWholeAsync(host, "1", 3);
    }

    [Theory]
    [InlineData((int)Fault.NotSent)]
    [InlineData((int)Fault.ServerError)]
    [InlineData((int)Fault.AnswerLost)]
    [InlineData((int)Fault.ServerErrorAfter)]
    public async Task Commit_WithoutAnyAnswer_SaysItIsUncertain_AndTheSameSubmitSettlesIt(int fault)
    {
        await using var host = await StorageHost.StartAsync(faults: false);
        var change = host.Shop("1", null, "Tata", slug: "tata");
        host.Faults.Decide = (_, _) => (Fault)fault;
        await Assert.ThrowsAsync<CommitUncertainException>(() => host.CommitAsync(change));

        host.Faults.Decide = (_, _) => Fault.None;
        var done = (Fault)fault is Fault.AnswerLost or Fault.ServerErrorAfter;
        await AssertWholeAsync(host, "1", done ? 1 : 0);

        host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(done, Assert.IsType<CommitOutcome.Saved>(await host.CommitAsync(change)).Repeated);
        await AssertWholeAsync(host, "1", 1);
    }

    [Theory]
    [InlineData((int)Fault.Throttled)]
    [InlineData((int)Fault.Conflict)]
    public async Task Commit_WithoutAnEndOfBusyness_SaysNothingWasWritten(int fault)
    {
        await using var host = await StorageHost.StartAsync(faults: false);
        host.Faults.Decide = (_, _) => (Fault)fault;
        await Assert.ThrowsAsync<CommitBusyException>(() => host.CommitAsync(host.Shop("1", null, "Tata", slug: "tata")));
        Assert.Equal(5, host.Faults.Operations.Count);

        host.Faults.Decide = (_, _) => Fault.None;
        await AssertWholeAsync(host, "1", 0);
    }

    [Fact]
    public async Task Commits_OfManyWritersOverARottenNetwork_LeaveEveryVersionWithItsEntry()
    {
        var seed = TestSeed.Next();
        await using var host = await StorageHost.StartAsync(faults: false);
        var dice = new Random(seed);
        host.Faults.Decide = (_, _) =>
        {
            lock (dice)
                return dice.Next(3) == 0 ? (Fault)dice.Next(1, 7) : Fault.None;
        };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var random = new Random(seed + writer);
            for (var i = 0; i < 25; i++)
                await SaveSomethingAsync(host, $"{random.Next(4)}", $"{writer}.{i}", $"slug-{random.Next(3)}");
        })));

        host.Faults.Decide = (_, _) => Fault.None;
        var versions = 0L;
        for (var id = 0; id < 4; id++)
        {
            var shop = await host.ShopAsync($"{id}");
            versions += shop?.Version ?? 0;
            var entries = await host.EntriesAsync("shop", $"{id}");
            Assert.True(
                entries.Select(entry => entry.GetLong(AuditAttributes.EntityVersion)).Order().SequenceEqual(Enumerable.Range(1, (int)(shop?.Version ?? 0)).Select(v => (long)v)),
                $"seed {seed}, shop {id}");
        }

        Assert.True(versions > 20, $"seed {seed}: only {versions} saves came through");
    }

    // One submit, sent again until it is settled, as a person would.
    private static async Task SaveSomethingAsync(StorageHost host, string id, string name, string slug)
    {
        Change? change = null;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                change ??= host.Shop(id, await host.ShopAsync(id), name, slug: slug);
                var outcome = await host.CommitAsync(change);
                if (outcome is CommitOutcome.Saved { Repeated: false } saved)
                    Assert.Equal(name, saved.Item.GetString("name"));
                return;
            }
            catch (Exception lost) when (lost is CommitBusyException or CommitUncertainException or HttpRequestException or Amazon.Runtime.AmazonServiceException)
            {
                // The network again.
            }
        }
    }

    private static async Task AssertWholeAsync(StorageHost host, string id, int version)
    {
        Assert.Equal(version, (await host.ShopAsync(id))?.Version ?? 0);
        Assert.Equal(Enumerable.Range(1, version), (await host.EntriesAsync("shop", id)).Select(entry => (int)entry.GetLong(AuditAttributes.EntityVersion)));
        Assert.Equal(version > 0, await host.Reader.ReadAsync(new(ShopKind.Table, "U#SLUG#tata", "U"), default) is not null);
    }
}
