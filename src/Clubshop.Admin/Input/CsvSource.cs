using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// Decodes a file: UTF-8 with or without a byte order mark, UTF-16 with one. Invalid bytes become <see cref="Broken"/>, so that the caller, which
/// counts lines, can say where they are.
/// </summary>
internal sealed class CsvSource
{
    /// <summary>Stands for invalid bytes. A Unicode noncharacter, which does not occur in text.</summary>
    public const char Broken = '\ufffe';

    private const int Block = 32 * 1024;
    private static string SaveAs => L["Save it as “CSV UTF-8” (in Excel: File, Save as, CSV UTF-8) and choose it again."];

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

    /// <summary>Detects the encoding.</summary>
    /// <exception cref="CsvProblemException">The file is empty or is not readable text.</exception>
    public static async Task<CsvSource> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[Block];
        var length = await stream.ReadAtLeastAsync(bytes, 4, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            throw new CsvProblemException(L["This file is empty. The first line must name the columns; each line after it is one row."]);

        var head = bytes.AsSpan(0, length);
        var (encoding, mark) = head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Named("utf-8"), 3),
            [0xFF, 0xFE, 0x00, 0x00, ..] => throw new CsvProblemException(L["This file is in UTF-32, which the portal cannot read."] + " " + SaveAs),
            [0xFF, 0xFE, ..] => (Named("utf-16"), 2),
            [0xFE, 0xFF, ..] => (Named("utf-16BE"), 2),
            [0x50, 0x4B, 0x03, 0x04, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new CsvProblemException(L["This is a workbook, not a CSV file."] + " " + SaveAs),
            [0x25, 0x50, 0x44, 0x46, ..] => throw new CsvProblemException(L["This is a PDF, not a CSV file."] + " " + SaveAs),
            [0x00, not 0x00, ..] or [not 0x00, 0x00, ..] => throw new CsvProblemException(L["This file is not UTF-8 (it looks like UTF-16 without its mark)."] + " " + SaveAs),
            _ => (Named("utf-8"), 0),
        };
        return new(stream, encoding.GetDecoder(), encoding.CodePage == Encoding.UTF8.CodePage, bytes, mark, length);
    }

    /// <summary>The problem to report for an invalid character.</summary>
    public CsvProblemException Refuse(long line) => new(line, IsUtf8
        ? L["the file is not valid UTF-8 from here on, so some letters would be wrong."] + " " + SaveAs
        : L["there is an invalid character here."] + " " + SaveAs);

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    public async Task<int> ReadWholeAsync(Memory<char> characters, CancellationToken cancellationToken)
    {
        var length = 0;
        for (int read; length < characters.Length && (read = await ReadAsync(characters[length..], cancellationToken)) > 0;)
            length += read;

        return length;
    }

    /// <summary>Reads a whole text; invalid characters become <see cref="Broken"/>.</summary>
    public static async Task<string> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        var source = await OpenAsync(stream, cancellationToken);
        var (text, buffer) = (new StringBuilder(), new char[Block]);
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, read);

        return text.ToString();
    }

    /// <summary>Reads the next characters; returns 0 at the end.</summary>
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
