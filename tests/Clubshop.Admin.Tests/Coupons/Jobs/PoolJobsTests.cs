using System.Text;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Coupons.Ledger;
using Clubshop.Admin.Tests.Jobs;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Coupons;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Coupons.Jobs;

public sealed class PoolJobsTests : IAsyncLifetime
{
    private static readonly CouponOffer Offer = new(LedgerWorld.Offer, "Diwali", ["c1"]);

    private LedgerWorld _world = null!;

    public async Task InitializeAsync() => _world = await LedgerWorld.StartAsync(faults: false);

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Generate_FillsThePool_WithCodesOfTheRecipe_AndOneEntryForAll()
    {
        await using var host = await StartAsync(_world);
        var job = await GenerateAsync(host, 2500, prefix: "DIWALI");

        Assert.Equal((JobState.Finished, 2500L, 2500L), await host.EndAsync(job.Id) is var end ? (end.State, end.Done, end.Counts["added"]) : default);
        var pool = Assert.Single(await _world.Ledger.PoolsAsync(Offer.Id, default));
        Assert.Equal((PoolState.Ready, 2500, job.Id), (pool.State, pool.Total, pool.FillJob));
        var codes = await CodesAsync(pool);
        Assert.Equal(2500, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.True(CodeRecipe.HasRightCheck(code, "DIWALI")));
        Assert.Equal(["fill-pool", "make-pool"], (await ActionsAsync()).Order());

        await _world.SaveAsync(CouponMode.Pools);
        Assert.Equal(codes[0], (await _world.GiveAsync("ravi")).Code);
    }

    [Fact]
    public async Task Import_NamesWhatIsWrongByLine_AndKeepsNoFile()
    {
        await using var host = await StartAsync(_world);
        await host.EndAsync((await ImportAsync(host, "First", "FIRST001\nFIRST002\n")).Id);
        var job = await ImportAsync(host, "Second", "code,value\nNEW-0001,10\nfirst 002,10\nnew 0001,10\nN,10\n,\nNEW0002,10\n");

        var ended = await host.EndAsync(job.Id);
        Assert.Equal((JobState.Finished, 2L, 3L), (ended.State, ended.Counts["added"], ended.Counts["refused"]));
        Assert.Equal(
            [(3L, "Another pool of this offer has this code."), (4L, "The same code as in line 2."), (5L, "A code has at least 4 letters and digits.")],
            (await host.ItemsAsync(job.Id)).Where(item => item.Outcome == "refused").Select(item => (item.Number, item.Text!)));

        var pool = await PoolAsync("Second");
        Assert.Equal(["NEW0001", "NEW0002"], await CodesAsync(pool));
        Assert.Empty(await _world.Storage.AllAsync(new(Table.System, "JOB#" + job.Id) { Prefix = "PAY#", Consistent = true }));
        var entries = await _world.Storage.EntriesAsync(CouponItems.AuditKind, Offer.Id);
        Assert.Contains(entries, entry => entry.GetString(AuditAttributes.Note) == "Second: 2 codes of codes.csv, 3 lines left out");
        Assert.DoesNotContain(entries, entry => entry.Raw.Values.Any(value => value.S?.Contains("NEW0001", StringComparison.Ordinal) == true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("code\n")]
    public async Task Import_OfNoCodes_IsRefusedBeforeAnythingIsMade(string text)
    {
        await using var host = await StartAsync(_world);

        var result = await JobsOf(host).ImportAsync(StorageHost.Anita, _world.Storage.NewToken(), Offer, "None", "codes.csv", Encoding.UTF8.GetBytes(text), default);
        Assert.Equal("File", Assert.Single(result.Problems).Field);
        Assert.Empty(await _world.Ledger.PoolsAsync(Offer.Id, default));
    }

    [Fact]
    public async Task Import_OfNothingUsable_MakesNoStock_AndTheNextPoolCanBeMade()
    {
        await using var host = await StartAsync(_world);
        await host.EndAsync((await ImportAsync(host, "Bad", "no\nnot\n")).Id);

        Assert.Equal((PoolState.Voided, 0), Assert.Single(await _world.Ledger.PoolsAsync(Offer.Id, default)) is var pool ? (pool.State, pool.Total) : default);
        await host.EndAsync((await ImportAsync(host, "Good", "GOOD0001\n")).Id);
        Assert.Equal(PoolState.Ready, (await PoolAsync("Good")).State);
    }

    [Fact]
    public async Task SameSubmit_Twice_IsOnePool_AndAnotherOneWaits()
    {
        await using var host = await StartAsync(_world, run: false);
        var token = _world.Storage.NewToken();
        var first = await GenerateAsync(host, 100, token);
        Assert.Equal(first.Id, (await GenerateAsync(host, 100, token)).Id);
        Assert.Single(await _world.Ledger.PoolsAsync(Offer.Id, default));

        var other = await JobsOf(host).GenerateAsync(StorageHost.Anita, _world.Storage.NewToken(), Offer, "Other", new(5, 8), default);
        Assert.Equal("filling", Assert.Single(other.Problems).Code);
        await using var runs = await StartAsync(_world);
        await runs.EndAsync(first.Id);
        Assert.True((await JobsOf(runs).GenerateAsync(StorageHost.Anita, _world.Storage.NewToken(), Offer, "Other", new(5, 8), default)).Ok);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fill_OfAnInstanceThatEnds_GoesOnOnAnother_WithEachCodeOnce(bool import)
    {
        var text = string.Join('\n', Enumerable.Range(1, 5000).Select(n => n % 10 == 0 ? "?" : $"CODE{n:D6}"));
        var first = await StartAsync(_world);
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batches = 0;
        _world.Faults.Decide = (_, operation) =>
        {
            // Ends in the middle of a thousand: some of its batches are written, some not.
            if (operation != "BatchWriteItem" || Interlocked.Increment(ref batches) <= 130)
                return Fault.None;
            blocked.TrySetResult();
            return Fault.NotSent;
        };
        var job = import ? await ImportAsync(first, "Big", text) : await GenerateAsync(first, 5000);
        await blocked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await first.DisposeAsync();

        await using var other = _world.Another();
        await using var second = await StartAsync(other);
        var ended = await second.EndAsync(job.Id);
        Assert.Equal((JobState.Finished, 5000L), (ended.State, ended.Done));
        var pool = Assert.Single(await other.Ledger.PoolsAsync(Offer.Id, default));
        var codes = await CodesAsync(pool);
        Assert.Equal(import ? 4500 : 5000, pool.Total);
        Assert.Equal(pool.Total, codes.Distinct(StringComparer.Ordinal).Count());
        if (import)
            Assert.Equal(text.Split('\n').Where(line => line != "?"), codes);
        Assert.Equal(["fill-pool", "make-pool"], (await ActionsAsync()).Order());
        Assert.Equal(5000, (await second.ItemsAsync(job.Id)).Select(item => item.Number).Distinct().Count());
    }

    [Fact]
    public async Task Void_APoolThatIsBeingFilled_DeletesWhatWasWritten_AndItsCodesCanComeAgain()
    {
        var text = string.Join('\n', Enumerable.Range(1, 3000).Select(n => $"CODE{n:D6}"));
        await using var host = await StartAsync(_world);
        CouponPool? voided = null;
        var batches = 0;
        _world.Faults.Decide = (_, operation) =>
        {
            if (operation == "BatchWriteItem" && Interlocked.Increment(ref batches) == 50)
                voided = VoidNowAsync(host).GetAwaiter().GetResult();
            return Fault.None;
        };
        await host.EndAsync((await ImportAsync(host, "Wrong", text)).Id);
        Assert.Equal(PoolState.Voided, voided!.State);
        await host.EndAsync(JobPack.Token(VoidToken, "void-codes"));
        Assert.Empty((await LedgerRows.ReadAsync(_world)).Codes);

        await host.EndAsync((await ImportAsync(host, "Right", text)).Id);
        Assert.Equal(3000, (await LedgerRows.ReadAsync(_world)).Codes.Count);
        Assert.Equal(PoolState.Ready, (await PoolAsync("Right")).State);
    }

    [Fact]
    public async Task Void_AReadyPool_ItsRowsFollow_AndTheReasonStandsInTheEntry()
    {
        await using var host = await StartAsync(_world);
        await host.EndAsync((await GenerateAsync(host, 200)).Id);
        await _world.SaveAsync(CouponMode.Pools);
        var coupon = await _world.GiveAsync("ravi");
        var voided = await VoidNowAsync(host);
        var ended = await host.EndAsync(JobPack.Token(VoidToken, "void-codes"));

        Assert.Equal((JobState.Finished, 199L, 199L), (ended.State, ended.Total, ended.Counts["voided"]));
        Assert.Equal(new(200, 1, 0, 199), await _world.Ledger.CountsAsync(voided, default));
        Assert.Equal(CouponState.Issued, (await _world.Ledger.GetAsync(coupon.Ref, default))!.State);
        Assert.Equal("voided", Assert.Single((await JobsOf(host).VoidPoolAsync(StorageHost.Anita, _world.Storage.NewToken(), Offer, voided, false, "again", default)).Problems).Code);

        // The customers' too, after all.
        var more = await JobsOf(host).VoidPoolAsync(StorageHost.Anita, "0199bb00000070000000000000000002", Offer, voided, true, "leaked", default);
        await host.EndAsync(JobPack.Token("0199bb00000070000000000000000002", "void-codes"));
        Assert.Equal(new(200, 0, 0, 200), await _world.Ledger.CountsAsync(more.Value!, default));
        Assert.Equal(2, (await ActionsAsync()).Count(action => action == "void-pool"));
    }

    [Fact]
    public async Task Fill_OverARottenNetwork_IsCompleteInTheEnd()
    {
        var dice = new Random(Testing.TestSeed.Next());
        _world.Faults.Decide = (_, _) =>
        {
            lock (dice)
                return dice.Next(20) == 0 ? (Fault)dice.Next(1, 7) : Fault.None;
        };
        await using var host = await StartAsync(_world);
        var text = string.Join('\n', Enumerable.Range(1, 2000).Select(n => $"CODE{n:D6}"));
        JobInfo job;
        var token = _world.Storage.NewToken();
        while (true)
        {
            try
            {
                job = (await JobsOf(host).ImportAsync(StorageHost.Anita, token, Offer, "Big", "codes.csv", Encoding.UTF8.GetBytes(text), default)).Value!;
                break;
            }
            catch (Exception lost) when (Outages.MayPass(lost) || lost is Amazon.Runtime.AmazonServiceException)
            {
                // As a person would, again.
            }
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _world.Storage.Another().Reader.ReadAsync(CouponItems.PoolKey(Offer.Id, token), default))?.GetString("state") != "ready")
        {
            await Task.Delay(200, patience.Token);
            _world.Clock.Advance(TimeSpan.FromSeconds(5)); // its rest after a failure
            host.Nudge(job.Id);
        }

        _world.Faults.Decide = (_, _) => Fault.None;
        Assert.Equal(text.Split('\n'), await CodesAsync(Assert.Single(await _world.Ledger.PoolsAsync(Offer.Id, default))));
    }

    [Fact]
    public async Task Sweeper_OnTwoInstances_SweepsOnceEveryFiveMinutes()
    {
        await using var other = _world.Another();
        StockSweeper Of(LedgerWorld world) => new(world.Sweeper, world.Storage.Reader, world.Storage.UnauditedWriter, world.Clock, NullLogger<StockSweeper>.Instance);
        using var one = Of(_world);
        using var two = Of(other);

        Assert.NotNull(await one.SweepAsync(default));
        Assert.Null(await two.SweepAsync(default));
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await two.SweepAsync(default));
        Assert.Null(await one.SweepAsync(default));
    }

    private const string VoidToken = "0199bb00000070000000000000000001";

    private static async Task<JobsHost> StartAsync(LedgerWorld world, bool run = true)
    {
        var storage = world.Storage;
        var fill = new PoolFill(storage.Reader, storage.Writes, world.Ledger, world.Filler);
        var host = new JobsHost(storage, new GenerateJob(fill), new ImportCodesJob(fill), new VoidCodesJob(storage.Reader, world.Ledger, world.Filler));
        return run ? await host.StartedAsync() : host;
    }

    private PoolJobs JobsOf(JobsHost host) => new(host.Storage.Writes, host.Storage.Reader, host.Jobs, _world.Ledger);

    private async Task<JobInfo> GenerateAsync(JobsHost host, int count, string? token = null, string prefix = "") =>
        (await JobsOf(host).GenerateAsync(StorageHost.Anita, token ?? _world.Storage.NewToken(), Offer, "Launch", new(count, 8, prefix), default)).Value!;

    private async Task<JobInfo> ImportAsync(JobsHost host, string name, string text) =>
        (await JobsOf(host).ImportAsync(StorageHost.Anita, _world.Storage.NewToken(), Offer, name, "codes.csv", Encoding.UTF8.GetBytes(text), default)).Value!;

    private async Task<CouponPool> VoidNowAsync(JobsHost host)
    {
        var pool = Assert.Single(await _world.Ledger.PoolsAsync(Offer.Id, default));
        return (await JobsOf(host).VoidPoolAsync(StorageHost.Anita, VoidToken, Offer, pool, false, "wrong file", default)).Value!;
    }

    private async Task<CouponPool> PoolAsync(string name) => (await _world.Ledger.PoolsAsync(Offer.Id, default)).Single(pool => pool.Name == name);

    private async Task<List<string>> CodesAsync(CouponPool pool)
    {
        List<string> codes = [];
        await foreach (var coupon in _world.Ledger.AllAsync(pool, default))
            codes.Add(coupon.Code);

        return codes;
    }

    private async Task<List<string>> ActionsAsync() =>
        [.. (await _world.Storage.EntriesAsync(CouponItems.AuditKind, Offer.Id)).Select(entry => entry.GetString(AuditAttributes.Action))];
}
