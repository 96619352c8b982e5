using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Clubshop.Aws.Memcached.Wire;

/// <summary>
/// Takes answers from bytes that arrive in any pieces. It keeps no state: given more bytes it starts at the answer's first byte again,
/// which costs only the first line.
/// </summary>
/// <param name="maxValueBytes">The longest value that a node can truthfully announce.</param>
internal sealed class AnswerParser(int maxValueBytes)
{
    /// <summary>The longest line in bytes: memcached's own limit for one it reads.</summary>
    public const int MaxLine = 2048;

    /// <summary>The most STAT lines of one answer; <c>stats</c> of 1.6 has about 90, <c>stats slabs</c> up to 63 × 10.</summary>
    public const int MaxStatistics = 4096;

    /// <summary>The longest configuration: 300 nodes, ElastiCache's most for a cluster, of 200 bytes each.</summary>
    public const int MaxConfiguration = 65_536;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>Takes one answer off the front, or leaves all where not all of it is there yet.</summary>
    /// <exception cref="WireFormatException">The bytes can never become an answer of this shape.</exception>
    public bool TryTake(ref ReadOnlySequence<byte> bytes, AnswerShape shape, out Answer answer)
    {
        var reader = new SequenceReader<byte>(bytes);
        var whole = shape switch
        {
            AnswerShape.Statistics => TryStatistics(ref reader, out answer),
            AnswerShape.Configuration => TryConfiguration(ref reader, out answer),
            _ => TryMeta(ref reader, out answer),
        };
        if (whole)
            bytes = bytes.Slice(reader.Position);
        return whole;
    }

    private bool TryMeta(ref SequenceReader<byte> reader, out Answer answer)
    {
        answer = default;
        if (!TryLine(ref reader, out var line))
            return false;
        if (TryError(line, out answer))
            return true;

        var code = CodeOf(NextWord(ref line));
        if (code is AnswerCode.Noop)
        {
            answer = new Answer(code);
            return line.IsEmpty ? true : throw new WireFormatException("an answer to mn that says more");
        }

        byte[] body = [];
        if (code is AnswerCode.Value && !TryBody(ref reader, Size(NextWord(ref line), maxValueBytes), out body))
            return false;
        answer = WithFlags(new Answer(code) { Body = body }, line);
        return true;
    }

    private static bool TryStatistics(ref SequenceReader<byte> reader, out Answer answer)
    {
        var statistics = new Dictionary<string, string>();
        answer = default;
        for (var lines = 0; lines <= MaxStatistics; lines++)
        {
            if (!TryLine(ref reader, out var line))
                return false;
            if (line.SequenceEqual("END"u8) || line.SequenceEqual("RESET"u8))
            {
                answer = new Answer(AnswerCode.Statistics) { Statistics = statistics };
                return true;
            }

            if (lines == 0 && TryError(line, out answer))
                return true;
            if (!NextWord(ref line).SequenceEqual("STAT"u8))
                throw new WireFormatException("a line that is not a STAT line");
            statistics[Text(NextWord(ref line))] = Text(line);
        }

        throw new WireFormatException($"more than {MaxStatistics} STAT lines");
    }

    // "CONFIG cluster 0 147\r\n{block}\r\nEND\r\n", or VALUE for the old command.
    // docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoDiscovery.AddingToYourClientLibrary.html
    private static bool TryConfiguration(ref SequenceReader<byte> reader, out Answer answer)
    {
        answer = default;
        if (!TryLine(ref reader, out var line))
            return false;
        if (TryError(line, out answer))
            return true;
        if (line.SequenceEqual("END"u8))
        {
            answer = new Answer(AnswerCode.NoConfiguration);
            return true;
        }

        var word = NextWord(ref line);
        if (!word.SequenceEqual("CONFIG"u8) && !word.SequenceEqual("VALUE"u8))
            throw new WireFormatException("neither CONFIG nor VALUE");
        NextWord(ref line);
        NextWord(ref line);
        if (!TryBody(ref reader, Size(NextWord(ref line), MaxConfiguration), out var body) || !TryLine(ref reader, out var last))
            return false;
        if (!last.SequenceEqual("END"u8))
            throw new WireFormatException("a configuration without END");
        answer = new Answer(AnswerCode.Configuration) { Body = body };
        return true;
    }

    private static bool TryLine(ref SequenceReader<byte> reader, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (!reader.TryReadTo(out ReadOnlySequence<byte> found, LineEnd))
            return reader.Remaining > MaxLine ? throw EndlessLine() : false;
        if (found.Length > MaxLine)
            throw EndlessLine();
        line = found.IsSingleSegment ? found.FirstSpan : found.ToArray();
        return true;
    }

    private static bool TryBody(ref SequenceReader<byte> reader, int size, out byte[] body)
    {
        body = [];
        if (reader.Remaining < size + LineEnd.Length)
            return false;
        var bytes = reader.UnreadSequence.Slice(0, size);
        reader.Advance(size);
        if (!reader.IsNext(LineEnd, advancePast: true))
            throw new WireFormatException("a value that does not end where its size says");
        body = bytes.ToArray();
        return true;
    }

    private static bool TryError(ReadOnlySpan<byte> line, out Answer answer)
    {
        answer = default;
        if (line.SequenceEqual("ERROR"u8))
            answer = new Answer(AnswerCode.UnknownCommand);
        else if (line.StartsWith("CLIENT_ERROR "u8))
            answer = new Answer(AnswerCode.ClientError) { Text = Text(line["CLIENT_ERROR ".Length..]) };
        else if (line.StartsWith("SERVER_ERROR "u8))
            answer = new Answer(AnswerCode.ServerError) { Text = Text(line["SERVER_ERROR ".Length..]) };
        return answer.Code is not AnswerCode.None;
    }

    private static AnswerCode CodeOf(ReadOnlySpan<byte> word) => word switch
    {
        [(byte)'H', (byte)'D'] => AnswerCode.Done,
        [(byte)'V', (byte)'A'] => AnswerCode.Value,
        [(byte)'E', (byte)'N'] => AnswerCode.Miss,
        [(byte)'N', (byte)'F'] => AnswerCode.NotFound,
        [(byte)'N', (byte)'S'] => AnswerCode.NotStored,
        [(byte)'E', (byte)'X'] => AnswerCode.Exists,
        [(byte)'M', (byte)'N'] => AnswerCode.Noop,
        _ => throw new WireFormatException("a line that is not an answer"),
    };

    private static Answer WithFlags(Answer answer, ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            var word = NextWord(ref line);
            if (word.IsEmpty)
                continue;
            var token = word[1..];
            answer = word[0] switch
            {
                (byte)'c' => answer with { Cas = Number(token) },
                (byte)'f' => answer with { Flags = Whole32(Number(token)) },
                (byte)'t' => answer with { Seconds = token.SequenceEqual("-1"u8) ? -1 : Seconds(Number(token)) },
                (byte)'O' => answer with { Opaque = Number(token) },
                _ => answer, // what was not asked for (W, X, Z and what later versions add) changes nothing here
            };
        }

        return answer;

        static uint Whole32(ulong number) =>
            number <= uint.MaxValue ? (uint)number : throw new WireFormatException("flags of more than 32 bits");
        static long Seconds(ulong number) =>
            number <= int.MaxValue ? (long)number : throw new WireFormatException("a lifetime of more than 68 years");
    }

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var word = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[(end + 1)..];
        return word;
    }

    private static ulong Number(ReadOnlySpan<byte> token) =>
        Utf8Parser.TryParse(token, out ulong number, out var used) && used == token.Length
            ? number
            : throw new WireFormatException("a flag that is not a number");

    private static int Size(ReadOnlySpan<byte> token, int limit)
    {
        if (!Utf8Parser.TryParse(token, out int size, out var used) || used != token.Length || size < 0)
            throw new WireFormatException("a size that is not a number");
        return size <= limit ? size : throw new WireFormatException($"a size over {limit} bytes");
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static WireFormatException EndlessLine() => new($"a line of more than {MaxLine} bytes");
}
