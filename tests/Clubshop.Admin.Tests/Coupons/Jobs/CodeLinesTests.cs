using System.Text;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Tests.Coupons.Jobs;

public sealed class CodeLinesTests
{
    [Fact]
    public async Task Read_OneCodeALine_WithoutAHeader()
    {
        var lines = await ReadAsync("abcd-2345\n\n  EFGH 6789  \r\nno\nABCD2345\nS\u0410VE2026\n");

        Assert.Equal([1L, 3, 4, 5, 6], lines.Select(line => line.Line));
        Assert.Equal(["ABCD2345", "EFGH6789", null, null, null], lines.Select(line => line.Code));
        Assert.Contains("at least 4", lines[2].Reason, StringComparison.Ordinal);
        Assert.Equal("The same code as in line 1.", lines[3].Reason);
        Assert.Contains("Cyrillic, U+0410", lines[4].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Code\nABCD2345\n")]
    [InlineData("\uFEFFvalue;Coupon code;note\n10;ABCD2345;first\n")]
    [InlineData("note,promo_code\n\"a, b\",ABCD2345\n")]
    [InlineData("sep=;\nx;CODE\n1;ABCD2345\n")]
    [InlineData("ABCD2345")]
    public async Task Read_TheColumnOfCodes_IsFound(string text) => Assert.Equal("ABCD2345", Assert.Single(await ReadAsync(text)).Code);

    [Theory]
    [InlineData("CODE0001")]
    [InlineData("Promo-26")]
    [InlineData("voucher 7")]
    public async Task Read_AFirstCodeThatHasAColumnsNameInIt_IsACode(string code) => Assert.Equal(2, (await ReadAsync($"{code}\nABCD2345\n")).Count(line => line.Code is not null));

    [Fact]
    public async Task Read_TooManyCodes_IsRefusedWithTheLine()
    {
        var text = new StringBuilder();
        for (var i = 0; i <= CodeLines.MaxCodes; i++)
            text.Append("CODE").Append(i).Append('\n');

        var problem = await Assert.ThrowsAsync<CsvProblemException>(() => ReadAsync(text.ToString()));
        Assert.Contains("more than 1,00,000 codes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AWrongLine_IsNeverShown()
    {
        var lines = await ReadAsync($"SECRET_ONE\n{new string('S', 10_000)}\nSÉCRET99\nSECRET99\nSECRET99\n");

        Assert.Equal(4, lines.Count(line => line.Reason is not null));
        Assert.All(lines, line => Assert.DoesNotContain("CRET", $"{line} {line.Reason}", StringComparison.Ordinal));
    }

    private static async Task<List<CodeLine>> ReadAsync(string text)
    {
        List<CodeLine> lines = [];
        await foreach (var line in CodeLines.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default))
            lines.Add(line);

        return lines;
    }
}
