using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class PastedListFuzzTests
{
    private static readonly Gen<string> Piece = Gen.OneOf<string>(
        Gen.OneOf("\"", "\"\"", ",", ";", "\t", "|", " ", "'", "=", "👨‍👩‍👧", "क", "\u202e", "1,500", "9876500999", "name"), Gen.Char['a', 'z'].Select(c => c.ToString()));

    private static readonly Gen<string> Value = Piece.Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Junk = Gen.OneOf<string>(
        Gen.OneOf("", ",", ",,,,", "nobody,a,b", "12,a,b", "9876500001", "9876500001,a", "9876500001,a,b,c", "9876500001,a\u0007,b", " , , "), Gen.String.Select(text => text.Replace('"', '_')));

    // The customer's line, as a program would write it. The customer must get exactly that line's cell.
    [Fact]
    public void Read_LinesBesideOthersThatAreWrong_GivesEachRecipientTheirOwnCells() =>
        Gen.Select(Gen.OneOf(',', ';', '\t', '|'), Gen.OneOf("\n", "\r\n", "\r"), Gen.Select(Value, Value, Junk).Array[1, 6], Gen.Bool).Sample((separator, end, lines, quoted) =>
        {
            var text = string.Join(separator, "phone", "name", "amount") + end;
            for (var i = 0; i < lines.Length; i++)
            {
                var (name, amount, junk) = lines[i];
                text += string.Join(separator, Phone(i), Cell(name, separator, quoted), Cell(amount, separator, quoted)) + end + junk.Replace(',', separator) + end;
            }

            var (recipients, summary) = PastedList.Read(text, Channel.Sms);
            for (var i = 0; i < lines.Length; i++)
            {
                var recipient = recipients.Single(one => one.Phone == "+91" + Phone(i));
                Assert.Equal(Sent(lines[i].Item1), recipient.Values!.GetValueOrDefault("name", ""));
                Assert.Equal(Sent(lines[i].Item2), recipient.Values!.GetValueOrDefault("amount", ""));
            }

            Assert.Equal(summary.Lines, summary.Usable + summary.Blank + summary.Duplicates + summary.Nonsense + summary.Refused);
        });

    [Fact]
    public void Read_AnyText_IsReadOrRefused() => Gen.OneOf<string>(Gen.String, Piece.Array[0, 30].Select(string.Concat), Gen.OneOf("phone,name\n", "9876500101\n", "\"", "\r", ",").Array[0, 12].Select(string.Concat)).Sample(text =>
    {
        try
        {
            var (recipients, summary) = PastedList.Read(text, Channel.Sms);
            return summary.Lines == summary.Usable + summary.Blank + summary.Duplicates + summary.Nonsense + summary.Refused && recipients.Count == summary.Usable;
        }
        catch (CsvProblemException problem)
        {
            return problem.Message.Length > 0;
        }
    });

    private static string Phone(int line) => (9876510000L + line).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Sent(string cell) => CsvText.Unescape(cell).Trim();

    private static string Cell(string text, char separator, bool quoted) =>
        quoted || text.Contains(separator, StringComparison.Ordinal) || text.StartsWith('"') ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
