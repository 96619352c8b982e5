using System.Text;
using Clubshop.Aws.Memcached.Wire;
using static Clubshop.Aws.Tests.Memcached.Segments;

namespace Clubshop.Aws.Tests.Memcached;

public sealed class AnswerParserTests
{
    private const int MaxValue = 10_000;

    private static readonly AnswerParser Parser = new(MaxValue);

    /// <summary>Answers as memcached 1.6.18 gives them, with what they mean.</summary>
    public static TheoryData<string, int> Real => new()
    {
        { "HD c1 O1\r\n", (int)AnswerShape.Meta },
        { "VA 2 c1 f5 t30 O2\r\nhi\r\n", (int)AnswerShape.Meta },
        { "VA 0 c1 f0 t-1 O18446744073709551615\r\n\r\n", (int)AnswerShape.Meta },
        { "VA 9 O3\r\nHD\r\nEN\r\n\n\r\n", (int)AnswerShape.Meta },
        { "EN O7\r\n", (int)AnswerShape.Meta },
        { "EN\r\n", (int)AnswerShape.Meta },
        { "NF O9\r\n", (int)AnswerShape.Meta },
        { "NS O9\r\n", (int)AnswerShape.Meta },
        { "EX O6\r\n", (int)AnswerShape.Meta },
        { "MN\r\n", (int)AnswerShape.Meta },
        { "ERROR\r\n", (int)AnswerShape.Meta },
        { "CLIENT_ERROR bad command line format\r\n", (int)AnswerShape.Meta },
        { "SERVER_ERROR object too large for cache\r\n", (int)AnswerShape.Meta },
        { "STAT pid 7\r\nSTAT version 1.6.18\r\nSTAT rusage_user 0.1 s\r\nEND\r\n", (int)AnswerShape.Statistics },
        { "END\r\n", (int)AnswerShape.Statistics },
        { "ERROR\r\n", (int)AnswerShape.Statistics },
        { "CONFIG cluster 0 15\r\n12\na|1.2.3.4|1\n\r\nEND\r\n", (int)AnswerShape.Configuration },
        { "VALUE AmazonElastiCache:cluster 0 15\r\n12\na|1.2.3.4|1\n\r\nEND\r\n", (int)AnswerShape.Configuration },
        { "END\r\n", (int)AnswerShape.Configuration },
        { "ERROR\r\n", (int)AnswerShape.Configuration },
    };

    [Fact]
    public void Take_AValueWithFlags_HasThemAll()
    {
        var answer = Take("VA 2 c17 f5 t30 O2\r\nhi\r\n");

        Assert.Equal(AnswerCode.Value, answer.Code);
        Assert.Equal("hi", Encoding.ASCII.GetString(answer.Body));
        Assert.Equal((17ul, 5u, 30L, (ulong?)2), (answer.Cas, answer.Flags, answer.Seconds, answer.Opaque));
    }

    [Theory]
    [MemberData(nameof(Real))]
    public void Take_CutAtEveryByte_WaitsForTheRest_AndIsTheSame(string text, int shape)
    {
        var whole = Render(Take(text, (AnswerShape)shape));
        for (var cut = 0; cut < text.Length; cut++)
        {
            var front = Sequence(text[..cut]);
            Assert.False(Parser.TryTake(ref front, (AnswerShape)shape, out _), $"taken with {cut} of {text.Length} bytes");
            Assert.Equal(cut, front.Length);

            var both = Sequence(text[..cut], text[cut..] + "HD O5\r\n");
            Assert.True(Parser.TryTake(ref both, (AnswerShape)shape, out var answer));
            Assert.Equal(whole, Render(answer));
            Assert.Equal(7, both.Length);
        }

        var singles = Sequence([.. text.Select(letter => letter.ToString())]);
        Assert.True(Parser.TryTake(ref singles, (AnswerShape)shape, out var last));
        Assert.Equal(whole, Render(last));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("hd\r\n")]
    [InlineData("HDO1\r\n")]
    [InlineData("VALUE a 0 1\r\na\r\n")]
    [InlineData("VA\r\n")]
    [InlineData("VA x\r\n")]
    [InlineData("VA -1\r\n")]
    [InlineData("VA 1e3\r\n")]
    [InlineData("VA 99999999999999999999\r\n")]
    [InlineData("VA 10001\r\n")]
    [InlineData("VA 1 O1\r\nab\r\n")]
    [InlineData("VA 3 O1\r\na\r\nx\r\n")]
    [InlineData("VA 1 f4294967296\r\na\r\n")]
    [InlineData("VA 1 c1x\r\na\r\n")]
    [InlineData("VA 1 t-2\r\na\r\n")]
    [InlineData("HD O\r\n")]
    [InlineData("HD O-1\r\n")]
    [InlineData("MN x\r\n")]
    [InlineData("+OK\r\n")]
    public void Take_Garbage_IsRefused(string text)
    {
        var bytes = Sequence(text);
        Assert.Throws<WireFormatException>(() => Parser.TryTake(ref bytes, AnswerShape.Meta, out _));
    }

    [Theory]
    [InlineData((int)AnswerShape.Meta, "HD ")]
    [InlineData((int)AnswerShape.Statistics, "STAT a ")]
    [InlineData((int)AnswerShape.Configuration, "CONFIG ")]
    public void Take_EndlessLine_IsRefusedBeforeItEnds(int shape, string start)
    {
        var bytes = Sequence(start + new string('x', AnswerParser.MaxLine));
        Assert.Throws<WireFormatException>(() => Parser.TryTake(ref bytes, (AnswerShape)shape, out _));
    }

    [Fact]
    public void Take_EndlessStatistics_IsRefused()
    {
        var bytes = Sequence(string.Concat(Enumerable.Repeat("STAT a 1\r\n", AnswerParser.MaxStatistics + 1)));
        Assert.Throws<WireFormatException>(() => Parser.TryTake(ref bytes, AnswerShape.Statistics, out _));
    }

    private static Answer Take(string text, AnswerShape shape = AnswerShape.Meta)
    {
        var bytes = Sequence(text);
        Assert.True(Parser.TryTake(ref bytes, shape, out var answer));
        Assert.True(bytes.IsEmpty);
        return answer;
    }

    private static string Render(Answer answer) =>
        $"{answer with { Body = [], Statistics = null }} {Convert.ToHexString(answer.Body)} "
        + string.Join(',', answer.Statistics ?? new Dictionary<string, string>());
}
