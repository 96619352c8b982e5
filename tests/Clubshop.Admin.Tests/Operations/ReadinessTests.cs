using Clubshop.Admin.MasterData;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Aws;
using Clubshop.LocalAws.Pinpoint;

namespace Clubshop.Admin.Tests.Operations;

public sealed class ReadinessTests : IAsyncLifetime
{
    private CatalogWorld _world = null!;

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private Readiness Readiness => _world.Get<Readiness>();

    private DependencyState Of(string name) => Readiness.Report().Dependencies.Single(one => one.Name == name).State;

    [Fact]
    public void Report_AfterTheStart_NamesEachDependency()
    {
        var report = Readiness.Report();

        Assert.Equal(
            ["DynamoDB", "Cognito", "KMS", "Pinpoint", "memcached", "publishing", "table categories", "table clubs", "table offers", "table shops"],
            report.Dependencies.Select(one => one.Name).OrderBy(name => name.StartsWith("table", StringComparison.Ordinal) ? name : "").ToArray());
        Assert.True(report.Serves);
        Assert.Equal((DependencyState.Ok, DependencyState.Unused, DependencyState.Ok), (Of("DynamoDB"), Of("Pinpoint"), Of("table offers")));
    }

    [Fact]
    public async Task Report_WhilePollsFail_ServesAndNamesWhatDoesNotAnswer()
    {
        var failed = NextState(IndexState.Problem);
        _world.Faults.Decide = (_, _) => Fault.NotSent;
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        await failed.WaitAsync(TimeSpan.FromSeconds(60));

        // One failed poll: the rows in memory are as good as before.
        Assert.True(Readiness.Report().Serves);
        Assert.Equal(DependencyState.Ok, Of("table shops"));

        _world.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(ReadyState.Degraded, Readiness.Report().State);
        Assert.True(Readiness.Report().Serves);
        Assert.Equal((DependencyState.Degraded, DependencyState.Degraded), (Of("table shops"), Of("DynamoDB")));

        var back = NextState(IndexState.Ready);
        _world.Faults.Decide = (_, _) => Fault.None;
        for (var patience = 0; !back.IsCompleted && patience < 300; patience++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(back, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        Assert.Equal((DependencyState.Ok, DependencyState.Ok), (Of("table shops"), Of("DynamoDB")));
    }

    [Fact]
    public async Task Report_OfASendThatFailedLongAgo_DoesNotGoOnTellingOfIt()
    {
        _world.Faults.Decide = (_, _) => Fault.NotSent;
        for (var failure = 0; failure < Readiness.Failures; failure++)
            await Assert.ThrowsAnyAsync<Exception>(() => _world.Get<AwsClients>().Pinpoint.SendMessagesAsync(new() { ApplicationId = FixedApplication.Id, MessageRequest = new() }));
        Assert.Equal(DependencyState.Degraded, Of("Pinpoint"));

        _world.Clock.Advance(Readiness.Forgotten);

        Assert.Equal(DependencyState.Unused, Of("Pinpoint")); // nobody has asked since
    }

    private Task NextState(IndexState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var index = _world.Get<RecordIndex<ShopRow>>();
        index.StateChanged += (_, _) =>
        {
            if (index.State == state)
                reached.TrySetResult();
        };
        return reached.Task;
    }
}
