using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Import;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Import;

[Collection(nameof(Alone))]
public sealed class LargeFileTests
{
    [Fact]
    public async Task Preview_Of200000Rows_StaysWithinBoundedMemory()
    {
        const int Rows = 200_000;
        await using var world = await ImportWorld.OpenAsync();
        var file = await world.KeepAsync(ShopKind.Name, "code,name\na,b\n");
        var source = new ImportSource(file.Id, "large.csv", () => new Made(Rows));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = new Watch();
        var preview = await world.Kind(ShopKind.Name).PreviewAsync(source, ImportWorld.Meera, world.Clock.GetUtcNow(), watch, default);

        Assert.Equal((Rows, 0L), (preview.Created, preview.Refused));
        Assert.True(new Made(Rows).Length > 80_000_000, "the file is far larger than what may be kept of it");
        Assert.True(watch.Most - before < 120_000_000, $"{(watch.Most - before) / 1_000_000} MB were in use"); // codes, names and ids of what would be created
    }

    private sealed class Watch : IProgress<long>
    {
        private long _next;

        public long Most { get; private set; }

        public void Report(long value)
        {
            if (value < _next)
                return;

            _next = value + 25_000;
            Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    /// <summary>A file that is made while it is read.</summary>
    private sealed class Made(int rows) : Stream
    {
        private readonly string _text = new('x', 380);
        private byte[] _block = "code,name,description\n"u8.ToArray();
        private int _at;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => rows * 400L + 22;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _block.Length)
            {
                if (_row == rows)
                    return new(0);

                var text = new StringBuilder();
                for (var i = 0; i < 100 && _row < rows; i++, _row++)
                    text.Append("code-").Append(_row).Append(",Shop ").Append(_row).Append(',').Append(_text).Append('\n');

                (_block, _at) = (Encoding.UTF8.GetBytes(text.ToString()), 0);
            }

            var length = Math.Min(buffer.Length, _block.Length - _at);
            _block.AsMemory(_at, length).CopyTo(buffer);
            _at += length;
            return new(length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
