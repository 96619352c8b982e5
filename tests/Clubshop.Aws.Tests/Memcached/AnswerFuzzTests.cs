using System.Globalization;
using System.Text;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Memcached.Wire;
using CsCheck;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>
/// Whatever a node sends: a value of the key that was asked for, a miss, or a named exception; no hang, and never the value of another key.
/// </summary>
public sealed class AnswerFuzzTests
{
    private const int MaxValue = 10_000;
    private const int Asked = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Whole answers and pieces of them. {1} to {4} are the numbers of the requests; a value says whose it is.
    private static readonly string[] Frames =
    [
        "VA 2 c1 f0 t-1 O{1}\r\nk1\r\n", "VA 2 c1 f0 t30 O{2}\r\nk2\r\n", "VA 2 O{3}\r\nk3\r\n", "VA 2 O{4}\r\nk4\r\n", "EN O{1}\r\n", "EN O{2}\r\n", "EN O{3}\r\n", "EN O{4}\r\n", "EN\r\n",
        "HD O{1}\r\n", "NF O{2}\r\n", "NS O{1}\r\n", "EX O{1}\r\n", "MN\r\n", "ERROR\r\n", "CLIENT_ERROR bad\r\n", "SERVER_ERROR out of memory storing object\r\n", "SERVER_ERROR object too large\r\n",
        "VA 9999 O{1}\r\nk1", "VA 2 O{1}\r\nk1", "\r\n", "\n", "END\r\n", "STAT a 1\r\n", "VALUE k1 0 2\r\nk1\r\nEND\r\n", "VA 4294967297 O1\r\n", "VA -1 O1\r\n", "VA 2 f4294967296 O{1}\r\nk1\r\n",
        "VA 2 t99999999999 O{1}\r\nk1\r\n", "VA 2 c18446744073709551616 O{1}\r\nk1\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\u0016\u0003\u0001\0\u00a7", "VA 2 O{2}\r\nk2\r\nVA 2 O{1}\r\nk1\r\n",
    ];

    private static readonly string[] InOrder = ["VA 2 c1 f0 t-1 O{1}\r\nk1\r\n", "VA 2 c1 f0 t30 O{2}\r\nk2\r\n", "EN O{3}\r\n", "VA 2 O{4}\r\nk4\r\n"];

    // In order with something between, taken out or put in another place; or by chance.
    private static readonly Gen<string[]> Answers = Gen.Frequency<string[]>(
        (3, Gen.Select(Gen.Int[0, Asked], Gen.OneOf(Frames)).Array[0, 2].Select(inserted => inserted.Aggregate(
            InOrder.ToList(), (answers, one) => { answers.Insert(Math.Min(one.Item1, answers.Count), one.Item2); return answers; }).ToArray())),
        (1, Gen.Int[0, Asked - 1].Select(left => InOrder.Where((_, at) => at != left).ToArray())),
        (1, Gen.Shuffle(InOrder)),
        (2, Gen.OneOf(Frames).Array[0, 8]));

    private static readonly Gen<int[]> Cuts = Gen.Int[1, 40].Array[0, 20];

    [Fact]
    public Task Get_WhateverTheNodeAnswers_IsItsOwnValueAMissOrANamedException() => Gen.Select(Answers, Cuts).SampleAsync(async (answers, cuts) =>
    {
        var bytes = Encoding.Latin1.GetBytes(Enumerable.Range(1, Asked).Aggregate(
            string.Concat(answers), (text, number) => text.Replace($"{{{number}}}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        await using var stream = new ScriptedStream(bytes, cuts);
        await using var connection = new NodeConnection(stream, "node:1", MaxValue, TimeSpan.FromMinutes(5), TimeProvider.System);
        var exchanges = new List<Exchange>();
        for (var number = 1; number <= Asked; number++)
        {
            var request = new Request(RequestKind.Get, Encoding.ASCII.GetBytes($"k{number}"));
            var exchange = new Exchange(request);
            Assert.Equal(Handed.Over, connection.TryHand(request, exchange));
            exchanges.Add(exchange);
        }

        stream.Begin();
        for (var number = 1; number <= Asked; number++)
        {
            try
            {
                var answer = await exchanges[number - 1].AnswerAsync(CancellationToken.None).WaitAsync(Patience);
                Assert.True(answer.Code is AnswerCode.Value or AnswerCode.Miss or AnswerCode.ServerError or AnswerCode.ClientError or AnswerCode.UnknownCommand, $"{answer.Code}");
                if (answer.Code is AnswerCode.Value)
                    Assert.Equal($"k{number}", Encoding.ASCII.GetString(answer.Body));
            }
            catch (MemcachedException)
            {
                // The problem is named; another test checks its words.
            }
        }
    });

    [Fact]
    public void Take_OfAnyBytes_IsAnAnswerAWaitOrARefusal()
    {
        var parser = new AnswerParser(MaxValue);
        var text = Gen.Select(Gen.OneOf(Frames).Array[0, 4].Select(string.Concat), Gen.Select(Gen.Int[0, 500], Gen.Char['\0', '\u00ff']).Array[0, 6]).Select(pair =>
        {
            var letters = pair.Item1.ToCharArray();
            foreach (var (at, letter) in pair.Item2)
            {
                if (letters.Length > 0)
                    letters[at % letters.Length] = letter;
            }

            return new string(letters);
        });
        Gen.Select(text, Gen.Enum<AnswerShape>(), Cuts).Sample((said, shape, cuts) =>
        {
            var bytes = Segments.Sequence(Segments.Cut(said, cuts));
            try
            {
                while (parser.TryTake(ref bytes, shape, out var answer))
                {
                    if (answer.Statistics is { } lines)
                        _ = NodeStats.From(lines);
                    _ = ClusterConfiguration.TryParse(answer.Body);
                }
            }
            catch (WireFormatException)
            {
                // The named refusal.
            }
        });
    }

    [Fact]
    public void Take_OfAnswersInAnyPieces_IsThoseThatWereWritten()
    {
        var parser = new AnswerParser(MaxValue);
        var letters = Gen.Frequency<char>((4, Gen.Char['\0', '\u00ff']), (1, Gen.OneOf('\r', '\n', ' ', '1', 'O')));
        var bodies = letters.Array[0, 200].Select(text => new string(text));
        Gen.Select(Gen.Select(Gen.Frequency<string?>((1, Gen.Const((string?)null)), (2, bodies)), Gen.ULong, Gen.UInt).Array[1, 12], Cuts).Sample((answers, cuts) =>
        {
            var text = string.Concat(answers.Select(answer => answer.Item1 is { } body
                ? string.Create(CultureInfo.InvariantCulture, $"VA {body.Length} c{answer.Item2} f{answer.Item3} t-1 O{answer.Item2}\r\n{body}\r\n")
                : string.Create(CultureInfo.InvariantCulture, $"EN O{answer.Item2}\r\n")));
            var bytes = Segments.Sequence(Segments.Cut(text, cuts));
            foreach (var (body, number, flags) in answers)
            {
                Assert.True(parser.TryTake(ref bytes, AnswerShape.Meta, out var answer));
                Assert.Equal((body ?? "", (ulong?)number), (Encoding.Latin1.GetString(answer.Body), answer.Opaque));
                Assert.Equal(body is null ? (0, 0u) : (number, flags), (answer.Cas, answer.Flags));
            }

            Assert.True(bytes.IsEmpty);
        });
    }

    [Fact]
    public void Statistics_OfAnyNumbers_AreRead() =>
        Gen.Select(Gen.OneOf("uptime", "curr_items", "bytes", "limit_maxbytes", "get_hits", "get_misses", "evictions", "curr_connections", "version"), Gen.OneOf<string>(
            Gen.OneOf("", "-1", "1e9", "x", "9223372036854775807", "99999999999999999999", "922337203686", "0"), Gen.ULong.Select(number => number.ToString(CultureInfo.InvariantCulture))))
            .Array[0, 9].Sample(lines =>
            {
                var stats = NodeStats.From(lines.DistinctBy(line => line.Item1).ToDictionary(line => line.Item1, line => line.Item2));
                Assert.True(stats is { Items: >= 0, Bytes: >= 0, Connections: >= 0, Uptime.Ticks: >= 0, HitRate: null or (>= 0 and <= 1), Fill: null or >= 0 });
            });

    [Fact]
    public void Configuration_OfAnyText_IsReadOrNot() =>
        Gen.OneOf("12\n", "host|10.0.0.1|11211", "|10.0.0.1|11211", "h||1", "|::1|5", "a|b|0", "a|b|65536", "a|b|+1", " ", "\n", "\r", "-1", "x|y", "\u00e9|1|2", "|", "99999999999999999999\n").Array[0, 6].Select(string.Concat).Sample(text =>
        {
            if (ClusterConfiguration.TryParse(Encoding.UTF8.GetBytes(text)) is { } read)
                Assert.True(read.Version >= 0 && read.Nodes.Count > 0 && read.Nodes.All(node => node.Port is > 0 and <= 65535));
        });

    /// <summary>A connection whose other end says given bytes in given pieces, once told to, and then ends.</summary>
    private sealed class ScriptedStream(byte[] bytes, int[] cuts) : Stream
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _at;
        private int _cut;

        public void Begin() => _begun.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _begun.Task.WaitAsync(cancellationToken);
            var length = Math.Min(buffer.Length, Math.Min(bytes.Length - _at, _cut < cuts.Length ? cuts[_cut++] : int.MaxValue));
            bytes.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        protected override void Dispose(bool disposing)
        {
            _begun.TrySetResult();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
