using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Tests.Durability;

/// <summary>A disk that can be made full (half of a write lands) or to fail its flushes.</summary>
internal sealed class FailingDisk
{
    public bool Full { get; set; }

    public bool FailsToFlush { get; set; }

    public ILogStorage Open(string path) => new Storage(this, new FileLogStorage(path));

    private sealed class Storage(FailingDisk disk, FileLogStorage file) : ILogStorage
    {
        public long Length => file.Length;

        public void Write(ReadOnlySpan<byte> data, long offset)
        {
            if (!disk.Full)
            {
                file.Write(data, offset);
                return;
            }
            file.Write(data[..(data.Length / 2)], offset);
            throw new IOException("No space left on device");
        }

        public void Flush()
        {
            if (disk.FailsToFlush) throw new IOException("Input/output error");
            file.Flush();
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Dispose() => file.Dispose();
    }
}
