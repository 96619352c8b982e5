using System.Buffers;
using Clubshop.LocalAws.Durability;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Durability;

public sealed class LogReaderTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(4096)]
    public void Frames_ReadThroughAWindowOfAnySize_AreAllThere(int window)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "a.log");
        Gen.Frequency<byte[]>((1, Gen.Byte.Array[0, 5_000]), (2, Gen.Byte.Array[0, 20])).Array[0, 300].Sample(entries =>
        {
            var bytes = new ArrayBufferWriter<byte>();
            bytes.Write(LogFrame.Magic);
            for (var i = 0; i < entries.Length; i++) LogFrame.Write(bytes, (ulong)i + 1, entries[i]);
            File.WriteAllBytes(path, bytes.WrittenSpan.ToArray());

            using var reader = new LogReader(path, window);
            Assert.True(reader.TryTake(LogFrame.Magic));
            for (var i = 0; i < entries.Length; i++)
            {
                Assert.True(reader.TryTakeFrame(out var batch, out var entry), $"frame {i}");
                Assert.Equal((ulong)i + 1, batch);
                Assert.True(entry.SequenceEqual(entries[i]), $"frame {i}");
            }
            Assert.False(reader.TryTakeFrame(out _, out _));
            Assert.Equal(reader.Length, reader.Position);
        }, iter: 3, threads: 1);
    }

    [Fact]
    public async Task Log_WithGoodEntriesBeyondTwoGigabytes_IsReadToItsEnd()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "a.log");
        // Frames of 64 MB of zeros in a sparse file: 2.2 GB that take no room on the disk but their headers.
        var head = new ArrayBufferWriter<byte>(LogFrame.MaxEntryLength + 64);
        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.Write(LogFrame.Magic);
            for (var i = 1UL; i <= 35; i++)
            {
                head.ResetWrittenCount();
                LogFrame.Write(head, i, i == 35 ? "last"u8 : new byte[LogFrame.MaxEntryLength]);
                file.Write(head.WrittenSpan[..LogFrame.HeaderLength]);
                if (i == 35) file.Write(head.WrittenSpan[LogFrame.HeaderLength..]);
                else file.Seek(LogFrame.MaxEntryLength, SeekOrigin.Current);
            }
            Assert.True(file.Length > int.MaxValue);
        }
        var state = new LastState();
        using (LogFile.Open(path, name => new FileLogStorage(name), state)) Assert.Equal((35, "last"), (state.Count, state.Last));
    }

    private sealed class LastState : IReplayable
    {
        public int Count { get; private set; }

        public string Last { get; private set; } = "";

        public void Apply(ReadOnlySpan<byte> entry)
        {
            Count++;
            Last = entry.Length > 100 ? "" : System.Text.Encoding.UTF8.GetString(entry);
        }

        public IEnumerable<ReadOnlyMemory<byte>> Snapshot() => [];
    }
}
