using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// The characters of a file: UTF-8 with or without a byte order mark, UTF-16 with one. Bytes that are not text come through as
/// <see cref="Broken"/>, so that whoever counts lines can say where they are.
/// </summary>
internal sealed class CsvSource
{
    /// <summary>Stands for bytes that are not text. A noncharacter of Unicode, which no text has.</summary>
    public const char Broken = '\ufffe';

    private const int Block = 32 * 1024;
    private const string SaveAs = "Save it as “CSV UTF-8” (in Excel: File, Save as, CSV UTF-8) and choose it again.";

    private readonly Stream _stream;
    private readonly Decoder _decoder;
    private readonly byte[] _bytes;
    private int _start;
    private int _end;
    private bool _over;

    private CsvSource(Stream stream, Decoder decoder, bool isUtf8, byte[] bytes, int start, int end) =>
        (_stream, _decoder, IsUtf8, _bytes, _start, _end) = (stream, decoder, isUtf8, bytes, start, end);

    /// <summary>Whether it is read as UTF-8.</summary>
    public bool IsUtf8 { get; }

    /// <summary>Finds out how the file is written.</summary>
    /// <exception cref="CsvProblemException">It is empty, or no text that can be read.</exception>
    public static async Task<CsvSource> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[Block];
        var length = await stream.ReadAtLeastAsync(bytes, 4, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            throw new CsvProblemException("This file is empty. Its first line names the columns, each line after it is one row.");

        var head = bytes.AsSpan(0, length);
        var (encoding, mark) = head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Named("utf-8"), 3),
            [0xFF, 0xFE, 0x00, 0x00, ..] => throw new CsvProblemException("This file is UTF-32, which the portal does not read. " + SaveAs),
            [0xFF, 0xFE, ..] => (Named("utf-16"), 2),
            [0xFE, 0xFF, ..] => (Named("utf-16BE"), 2),
            [0x50, 0x4B, 0x03, 0x04, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new CsvProblemException("This is a workbook, not a CSV file. " + SaveAs),
            [0x25, 0x50, 0x44, 0x46, ..] => throw new CsvProblemException("This is a PDF, not a CSV file. " + SaveAs),
            [0x00, not 0x00, ..] or [not 0x00, 0x00, ..] => throw new CsvProblemException("This file is not UTF-8 (it looks like UTF-16 without its mark). " + SaveAs),
            _ => (Named("utf-8"), 0),
        };
        return new(stream, encoding.GetDecoder(), encoding.CodePage == Encoding.UTF8.CodePage, bytes, mark, length);
    }

    /// <summary>What to tell about a broken character.</summary>
    public CsvProblemException Refuse(long line) => new(line, IsUtf8
        ? "this file is not UTF-8 from here on, so letters would come in wrong. " + SaveAs
        : "there is a broken character here. " + SaveAs);

    /// <summary>As many of the next characters as fit, or all there are.</summary>
    public async Task<int> ReadWholeAsync(Memory<char> characters, CancellationToken cancellationToken)
    {
        var length = 0;
        for (int read; length < characters.Length && (read = await ReadAsync(characters[length..], cancellationToken)) > 0;)
            length += read;

        return length;
    }

    /// <summary>A text as a whole; broken characters are in it as <see cref="Broken"/>.</summary>
    public static async Task<string> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        var source = await OpenAsync(stream, cancellationToken);
        var (text, buffer) = (new StringBuilder(), new char[Block]);
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, read);

        return text.ToString();
    }

    /// <summary>The next characters; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<char> characters, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_start == _end && !_over)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_bytes, cancellationToken));
                _over = _end == 0;
            }

            _decoder.Convert(_bytes.AsSpan(_start, _end - _start), characters.Span, flush: _over, out var used, out var made, out var completed);
            _start += used;
            if (made > 0 || (_over && completed))
                return made;
        }
    }

    private static Encoding Named(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Broken.ToString()));
}
