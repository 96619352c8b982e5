using Clubshop.Admin.Audit;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;

namespace Clubshop.Admin.Tests.Audit;

/// <summary>One entry per operation; an operation in progress keeps its own entry.</summary>
public sealed class AuditGroupingTests : IAsyncLifetime
{
    private StorageHost _host = null!;

    public async Task InitializeAsync() => _host = await StorageHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ReadGrouped_RequestAndResult_AreOneEntry_EvenAcrossPages_AndTheLogKeepsBoth()
    {
        for (var n = 0; n < 6; n++)
        {
            var token = _host.NewToken();
            await RecordAsync(token, "ask-disable");
            await RecordAsync(token + AuditAttributes.PartMark, "erase-registration");
            await RecordAsync(token + AuditAttributes.EndMark, n % 2 == 0 ? "disable" : "refuse-disable");
        }

        await RecordAsync(_host.NewToken(), "ask-enable"); // not known yet
        string[] expected = ["ask-enable", "refuse-disable", "disable", "refuse-disable", "disable", "refuse-disable", "disable"];
        for (var size = 1; size <= 8; size++)
        {
            Assert.Equal(expected, await WalkAsync(new(), size));
            Assert.Equal(expected, await WalkAsync(new() { Kind = "staff", Record = "p" }, size));
            Assert.Equal(expected, await WalkAsync(new() { Person = "anita" }, size));
        }

        _host.IndexesFollow();
        Assert.Equal(19, (await Log.ReadAsync(StorageHost.Anita, new(), null, 100, default)).Value!.Entries.Count);
        Assert.Equal(7, (await Log.ReadGroupedAsync(StorageHost.Anita, new() { Action = "ask-disable" }, null, 100, default)).Value!.Entries.Count
            + (await Log.ReadGroupedAsync(StorageHost.Anita, new() { Action = "ask-enable" }, null, 100, default)).Value!.Entries.Count);
    }

    [Fact]
    public async Task ReadGrouped_AFinishedJob_ShowsOnlyItsEnd()
    {
        var (done, open) = (_host.NewToken(), _host.NewToken());
        await JobAsync(done, done, AuditActions.Start);
        await JobAsync(_host.NewToken(), done, AuditActions.Finish);
        await JobAsync(open, open, AuditActions.Start);
        Assert.Equal(["start", "finish"], await WalkAsync(new(), 10));
    }

    private AuditLog Log => new(_host.Reader, new RecentEntries(_host.Clock), _host.Clock);

    private async Task RecordAsync(string id, string action)
    {
        await _host.Writes.RecordAsync(StorageHost.Anita, id, new(action, "staff", "p", "Priya"), default);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task JobAsync(string id, string job, string action)
    {
        await _host.Writes.RecordAsync(StorageHost.Anita, id, new(action, "job", job, "Filling the cache"), default);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<List<string>> WalkAsync(AuditFilter filter, int size)
    {
        _host.IndexesFollow();
        List<string> actions = [];
        AuditCursor? cursor = null;
        do
        {
            var slice = (await Log.ReadGroupedAsync(StorageHost.Anita, filter, cursor, size, default)).Value!;
            actions.AddRange(slice.Entries.Select(entry => entry.Action));
            cursor = slice.Older;
        }
        while (cursor is not null);
        return actions;
    }
}
