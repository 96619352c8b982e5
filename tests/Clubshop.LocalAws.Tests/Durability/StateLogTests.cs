using Clubshop.LocalAws.Durability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Durability;

public sealed class StateLogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LogPath => Path.Combine(_folder.Path, "test.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_TailCutAtEveryByte_KeepsExactlyTheWholeEntries()
    {
        var ends = new List<long>();
        await using (var log = Open(new ListState()))
        {
            ends.Add(log.Length);
            foreach (var entry in new[] { "a1", "b-longer entry", "c", "d4 ूँ", "e" })
            {
                await new ListState().AppendAsync(log, entry);
                ends.Add(log.Length);
            }
        }
        var whole = await File.ReadAllBytesAsync(LogPath);
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            await File.WriteAllBytesAsync(LogPath, whole[..cut]);
            var state = new ListState();
            await using (var log = Open(state))
            {
                Assert.Equal(Math.Max(0, ends.Count(end => end <= cut) - 1), state.Entries.Count);
                await state.AppendAsync(log, "z");
            }
            var again = new ListState();
            await using (Open(again)) Assert.Equal(state.Entries, again.Entries);
        }
    }

    [Fact]
    public async Task Log_TailWithEveryByteFlipped_DropsTheDamagedLastBatchOrRefuses()
    {
        await using (var log = Open(new ListState()))
        {
            foreach (var entry in new[] { "a", "b", "c", "d" }) await new ListState().AppendAsync(log, entry);
        }
        var whole = await File.ReadAllBytesAsync(LogPath);
        var frame = LogFrame.HeaderLength + 1;
        for (var at = LogFrame.Magic.Length; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x5a;
            await File.WriteAllBytesAsync(LogPath, damaged);
            var entry = (at - LogFrame.Magic.Length) / frame;
            if (entry < 3)
            {
                // Acknowledged entries follow: losing them silently is worse than not starting.
                Assert.Throws<InvalidDataException>(() => Open(new ListState()));
                Assert.Equal(damaged, await File.ReadAllBytesAsync(LogPath));
                continue;
            }
            var state = new ListState();
            await using (Open(state)) Assert.Equal(["a", "b", "c"], state.Entries);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_DiskFailure_RefusesAndKeepsNothing(bool full)
    {
        var disk = new FailingDisk();
        var state = new ListState();
        await using (var log = Open(state, disk))
        {
            await state.AppendAsync(log, "a");
            (disk.Full, disk.FailsToFlush) = (full, !full);
            await Assert.ThrowsAsync<IOException>(async () => await state.AppendAsync(log, "b"));
            await Assert.ThrowsAsync<IOException>(async () => await state.AppendAsync(log, "c"));
            Assert.Equal(["a"], state.Entries);
            (disk.Full, disk.FailsToFlush) = (false, false);
            await state.AppendAsync(log, "d");
            Assert.Equal(["a", "d"], state.Entries);
        }
        var again = new ListState();
        await using (Open(again)) Assert.Equal(["a", "d"], again.Entries);
    }

    [Fact]
    public async Task Log_ManyCallers_AllKeptInOrderOfSettling()
    {
        var state = new ListState();
        await using (var log = Open(state))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++) await state.AppendAsync(log, $"{(char)('a' + caller)}{i}");
            })));
        }
        Assert.Equal(1600, state.Entries.Count);
        var again = new ListState();
        await using (Open(again)) Assert.Equal(state.Entries, again.Entries);
    }

    [Fact]
    public async Task Log_GrownOverItsState_IsCompactedAndSaysTheSame()
    {
        var state = new ListState();
        await using (var log = Open(state, new FailingDisk(), compactFrom: 4096))
        {
            for (var i = 0; i < 2000; i++) await state.AppendAsync(log, $"{(char)('a' + (i % 3))}{i}");
            Assert.True(log.Length < 8192, $"The log has {log.Length} bytes.");
        }
        var again = new ListState();
        await using (Open(again))
        {
            Assert.Equal("a1998", again.Entries.Last(entry => entry[0] == 'a'));
            Assert.Equal("b1999", again.Entries.Last(entry => entry[0] == 'b'));
            Assert.Equal("c1997", again.Entries.Last(entry => entry[0] == 'c'));
        }
    }

    [Fact]
    public async Task Log_WhoseStateIsNearlyAllOfIt_IsCompactedOnlyOnceItHasTwiceThat()
    {
        var state = new ListState { SnapshotLength = 20_000 };
        await using var log = Open(state, new FailingDisk(), compactFrom: 4096);
        while (log.Length < 39_000) await state.AppendAsync(log, $"a{log.Length}");
        for (var i = 0; i < 100; i++) await state.AppendAsync(log, $"b{i}");
        Assert.True(log.Length < 4096, $"The log has {log.Length} bytes.");
    }

    [Fact]
    public async Task Append_OfManyAtOnce_SettlesThemTogetherBeforeAnybodyIsTold()
    {
        var state = new ListState();
        await using var log = Open(state);
        var settled = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            await log.AppendAsync("a"u8.ToArray(), durable =>
            {
                Assert.True(durable && state.IsSettling);
                settled++;
            });
        }));
        Assert.Equal(500, settled);
        Assert.InRange(state.Batches, 1, 499);
        Assert.False(state.IsSettling);
    }

    [Fact]
    public async Task Log_CompactionThatCannotBeWritten_LeavesTheLogWhole()
    {
        var disk = new FailingDisk();
        var state = new ListState();
        await using (var log = Open(state, disk, compactFrom: 256))
        {
            Directory.CreateDirectory(LogPath + ".new"); // no file can be made there
            for (var i = 0; i < 50; i++) await state.AppendAsync(log, $"a{i}");
        }
        Directory.Delete(LogPath + ".new");
        var again = new ListState();
        await using (Open(again)) Assert.Equal(50, again.Entries.Count);
    }

    [Fact]
    public void Folder_OpenedTwice_NamesTheWayOut()
    {
        using var first = StateFolder.Open(_folder.Path);
        var refused = Assert.Throws<StateFolderInUseException>(() => StateFolder.Open(_folder.Path));
        Assert.Contains("Aws:Endpoint", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
    }

    private StateLog Open(ListState state) => StateLog.Open(_folder.Path, "test", state, NullLogger.Instance);

    private StateLog Open(ListState state, FailingDisk disk, long compactFrom = 1 << 20) =>
        StateLog.Open(_folder.Path, "test", state, NullLogger.Instance, disk.Open, compactFrom);
}
