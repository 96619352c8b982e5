using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;
using CsCheck;

namespace Clubshop.Admin.Tests.Input;

public sealed class NumberReaderFuzzTests
{
    private static readonly Gen<string> NumberLike = Gen.OneOf(
        "0", "1", "5", "9", "00", "000", "१", "٣", "９", ",", ",", ".", " ", "\u00a0", "-", "−", "+", "₹", "Rs.", "INR", "%", "/-", "e", "O", "_", "'", "\ud800", "\u200e")
        .Array[0, 14].Select(string.Concat);

    [Fact]
    public void Read_Anything_IsReadOrRefused_AndReadsBackTheSame() =>
        Gen.Select(Gen.OneOf<string>(NumberLike, Gen.String), Gen.Int[0, 4], Gen.Bool).Sample((text, decimals, comma) =>
        {
            var (value, problem) = NumberReader.Read(text, decimals, null, null, Format.Money, comma);
            if (problem is not null)
                return value == 0 && problem.Length > 0;

            var written = Format.Number(value, decimals);
            return NumberReader.Read(written, decimals, null, null, Format.Money) == (value, null) && decimal.Round(value, decimals) == value;
        });

    [Fact]
    public void Read_AnAmountAsThePortalWritesIt_IsTheAmount() =>
        Gen.Long[-100_000_000_000, 100_000_000_000].Select(paise => paise / 100m).Sample(rupees =>
            NumberReader.Read(Format.Money(rupees), 2, null, null, Format.Money) == (rupees, null)
            && NumberReader.Read(Format.Number(rupees), 2, null, null, Format.Money) == (rupees, null));

    // Digits with any commas between them are read as these digits, or refused.
    [Fact]
    public void Read_DigitsWithCommasAnywhere_AreTheseDigitsOrRefused() =>
        Gen.Select(Gen.Char['0', '9'].Array[1, 12], Gen.Bool.Array[12]).Sample((digits, commas) =>
        {
            var text = string.Concat(digits.Select((digit, i) => i > 0 && commas[i] ? "," + digit : digit.ToString()));
            var (value, problem) = NumberReader.Read(text, 2, null, null, Format.Money);
            var sizes = text.Split(',').Select(part => part.Length).ToArray();
            var western = sizes.Skip(1).All(size => size == 3) && sizes[0] <= 3;
            var indian = sizes.Length > 1 && sizes[^1] == 3 && sizes[1..^1].All(size => size == 2) && sizes[0] <= 2;
            return problem is not null || (value == decimal.Parse(new string(digits), System.Globalization.CultureInfo.InvariantCulture) && (sizes.Length == 1 || western || indian));
        });
}
