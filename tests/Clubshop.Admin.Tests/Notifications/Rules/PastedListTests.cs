using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class PastedListTests
{
    private const string Sub = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Theory]
    [InlineData("phone,name,amount\n9876500101,\"Rao, Asha\",\"1,500\"")]
    [InlineData("\"phone\",\"name\",\"amount\"\r\n\"9876500101\",\"Rao, Asha\",\"1,500\"\r\n")]
    [InlineData("phone;name;amount\n9876500101;Rao, Asha;1,500")]
    [InlineData("phone\tname\tamount\n9876500101\tRao, Asha\t1,500")]
    [InlineData("phone|name|amount\n9876500101|Rao, Asha|1,500")]
    [InlineData("\ufeff\ufeff\n,,\nPhone,Name,AMOUNT\n9876500101,\"Rao, Asha\",\"1,500\"")]
    [InlineData("phone, name, amount\n9876500101,\" Rao, Asha \",\"1,500\"")]
    public void Read_AHeaderAndQuotedCells_GivesEachVariableItsOwnCell(string text)
    {
        var (recipients, summary) = PastedList.Read(text, Channel.Sms);

        Assert.Equal(["name=Rao, Asha", "amount=1,500"], Values(Assert.Single(recipients)));
        Assert.Equal(["name", "amount"], summary.Variables);
        Assert.Equal((1, 0, 0), (summary.Usable, summary.Refused, summary.Nonsense));
    }

    [Fact]
    public void Read_DoubledQuotes_BecomeOne()
    {
        var (recipients, _) = PastedList.Read("phone,name\n9876500101,\"Asha \"\"the\"\" Rao\"", Channel.Sms);

        Assert.Equal(["name=Asha \"the\" Rao"], Values(Assert.Single(recipients)));
    }

    [Theory]
    [InlineData("9876500102,Rao, Asha,1500", "Line 3: The row has 4 cells, but the first line has 3. Put text that contains a separator in quotation marks.")]
    [InlineData("9876500102,Asha", "Line 3: The row has 2 cells, but the first line has 3. Check for a missing separator or quotation mark.")]
    [InlineData("9876500102;Asha;1500", "Line 3: The row has 1 cell, but the first line has 3. Check for a missing separator or quotation mark.")]
    [InlineData("9876500102,\"Asha\n9876500109,Ravi\",1500", "Line 3: A cell of this row spans several lines. Is a quotation mark missing?")]
    [InlineData("9876500102,As\u0007ha,1500", "Line 3: The cell contains an invalid character (U+0007). Remove it, or save the file as “CSV UTF-8”.")]
    public void Read_ALineThatDoesNotMatchTheHeader_OnlyRefusesThatLine(string line, string told)
    {
        var (recipients, summary) = PastedList.Read("phone,name,amount\n9876500101,Mia,1\n" + line + "\n9876500103,Om,3\n", Channel.Sms);

        Assert.Equal(["+919876500101", "+919876500103"], recipients.Select(one => one.Phone));
        Assert.Equal([["name=Mia", "amount=1"], ["name=Om", "amount=3"]], recipients.Select(Values));
        Assert.Equal((3, 2, 1, told), (summary.Lines, summary.Usable, summary.Refused, Assert.Single(summary.Samples)));
    }

    [Fact]
    public void Read_EmptyCellsBeyondTheHeader_AreIgnored() =>
        Assert.Single(PastedList.Read("phone,name\n9876500101,Mia,,\n", Channel.Sms).Recipients);

    [Fact]
    public void Read_ATooLongValueEndingInAnEmoji_IsIgnoredAndCounted()
    {
        var fits = new string('a', 199) + "👨‍👩‍👧";
        var (recipients, summary) = PastedList.Read($"phone,name\n9876500101,{fits}b\n9876500102,{fits}\n", Channel.Sms);

        Assert.Empty(Values(recipients[0]));
        Assert.Equal(["name=" + fits], Values(recipients[1]));
        Assert.Equal(1, summary.TooLong);
    }

    [Fact]
    public void Read_ARepeatedColumn_RefusesTheList() =>
        Assert.Equal("Line 1: the column “name” appears twice. Keep one of them.", Assert.Throws<CsvProblemException>(() => PastedList.Read("phone,name,Name\n9876500101,a,b", Channel.Sms)).Message);

    [Fact]
    public void Read_AQuoteNeverClosed_NamesItsLine() =>
        Assert.StartsWith("Line 2: a quotation mark opens here", Assert.Throws<CsvProblemException>(() => PastedList.Read("phone,name\n9876500101,\"Mia\n9876500102,Om", Channel.Sms)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_AColumnWithAnInvalidName_IsReported_AndTheOthersAreRead()
    {
        var (recipients, summary) = PastedList.Read("Phone Number,नाम,Amount (₹),First Name\n9876500101,मिया,5,Mia", Channel.Sms);

        Assert.Equal(["first_name=Mia"], Values(Assert.Single(recipients)));
        Assert.Equal(["नाम", "Amount (₹)"], summary.IgnoredColumns);
        Assert.Equal(["first_name"], summary.Variables);
    }

    [Theory]
    [InlineData("9876500101\n9876500102")]
    [InlineData("9876500101,9876500102")]
    [InlineData("9876500101; 9876500102")]
    [InlineData("9876500101\n\n9876500102,\"9876500101\"")]
    [InlineData("9876500101\n9876500102;9876500101")]
    [InlineData("\"9876500101\"\n'9876500102'")]
    public void Read_WithoutAHeader_EveryCellIsAnAddress(string text)
    {
        var (recipients, summary) = PastedList.Read(text, Channel.Sms);

        Assert.Equal(["+919876500101", "+919876500102"], recipients.Select(one => one.Phone));
        Assert.Equal(0, summary.Nonsense + summary.Refused);
        Assert.All(recipients, one => Assert.Null(one.Values));
    }

    [Fact]
    public void Read_AThousandNumbersInOneLine_LosesNone() =>
        Assert.Equal(1_000, PastedList.Read(string.Join(',', Enumerable.Range(0, 1_000).Select(n => 9876500000L + n)), Channel.Sms).Recipients.Count);

    [Fact]
    public void Read_CustomerNumbers_WorkForPushToo()
    {
        var (recipients, summary) = PastedList.Read($"sub,city\n{Sub.ToUpperInvariant()},Pune\n9876500101,Delhi\n", Channel.Push);

        Assert.Equal((Sub, 1), (Assert.Single(recipients).Sub, summary.Nonsense));
    }

    private static string[] Values(Recipient recipient) => [.. recipient.Values!.Select(pair => pair.Key + "=" + pair.Value)];
}
