using System.IO.Compression;
using System.Xml;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input.Workbooks;

/// <summary>
/// The parts of a workbook (.xlsx: XML in a zip file) that somebody sent. What is unpacked is counted while it is read, whatever the file says of its
/// sizes, and no document type, entity or outer file is followed.
/// </summary>
internal sealed class XlsxParts
{
    /// <summary>Bytes that a workbook may have.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>Bytes that its parts may have when unpacked, as far as they are read.</summary>
    public const long LargestUnpacked = 256L * 1024 * 1024;

    private const int MostParts = 5_000;

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private long _unpacked;

    private XlsxParts(ZipArchive archive)
    {
        if (archive.Entries.Count > MostParts)
            throw new CsvProblemException(L["This workbook has too many parts. Save its first sheet alone, and choose that."]);

        foreach (var entry in archive.Entries)
            _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>What is said of a workbook that cannot be read.</summary>
    public static CsvProblemException Damaged(Exception? cause = null) => new(L["This workbook is damaged, or not an Excel workbook (.xlsx). Save it again in Excel, or as “CSV UTF-8”."], cause!);

    /// <summary>Opens a workbook; it is read to its end.</summary>
    /// <exception cref="CsvProblemException">It is too large, or no zip file.</exception>
    public static async Task<XlsxParts> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (whole.Length + read > LargestFile)
                throw new CsvProblemException(L[$"This workbook is larger than {LargestFile / (1024 * 1024)} MB. Save its first sheet as “CSV UTF-8”, and choose that."]);

            whole.Write(buffer, 0, read);
        }

        whole.Position = 0;
        try
        {
            return new(new ZipArchive(whole, ZipArchiveMode.Read));
        }
        catch (InvalidDataException cause)
        {
            throw Damaged(cause);
        }
    }

    /// <summary>Reads a part; null when there is none.</summary>
    /// <param name="path">Its path in the zip file.</param>
    public XmlReader? Open(string path)
    {
        if (!_entries.TryGetValue(path, out var entry))
            return null;

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = LargestUnpacked,
            CloseInput = true,
        };
        return XmlReader.Create(new Counted(entry.Open(), this), settings);
    }

    /// <summary>The path that a part's relation leads to.</summary>
    /// <param name="from">The part that has it.</param>
    /// <param name="target">Where it says that it leads.</param>
    public static string Resolve(string from, string target) =>
        Uri.TryCreate(new Uri("http://workbook/" + from), target, out var uri) && uri.Host == "workbook" ? Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/') : "";

    private void Count(int bytes)
    {
        if ((_unpacked += bytes) > LargestUnpacked)
            throw new CsvProblemException(L[$"This workbook unpacks to more than {Money.Grouped(LargestUnpacked / (1024 * 1024))} MB. Save its first sheet as “CSV UTF-8”, and choose that."]);
    }

    private sealed class Counted(Stream inner, XlsxParts parts) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            parts.Count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
