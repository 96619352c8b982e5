using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Tests.Input;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("1,00,000", 100000)]
    [InlineData("100,000", 100000)]
    [InlineData("12,34,567", 1234567)]
    [InlineData("1,234,567.50", 1234567.5)]
    [InlineData("₹ 1 500", 1500)]
    [InlineData("1 00 000", 100000)]
    [InlineData("₹1,500", 1500)]
    [InlineData("Rs. 99.50", 99.5)]
    [InlineData("Rs 500/-", 500)]
    [InlineData("INR 500", 500)]
    [InlineData("500 ₹", 500)]
    [InlineData(" 1 500 ", 1500)]
    [InlineData("१,५००", 1500)]
    [InlineData("௧௫௦௦", 1500)]
    [InlineData("１２．５％", 12.5)]
    [InlineData("12.5 %", 12.5)]
    [InlineData(".5", 0.5)]
    [InlineData("007", 7)]
    [InlineData("12.50000", 12.5)]
    [InlineData("−3", -3)]
    [InlineData("−₹1,000", -1000)]
    [InlineData("-0", 0)]
    public void Read_AsPeopleWriteIt_IsRead(string text, double value) =>
        Assert.Equal(((decimal)value, null), NumberReader.Read(text, 2, null, null, Format.Money));

    [Theory]
    [InlineData("99,50", "A comma only groups digits, as in 1,00,000. Write 99.50 for decimals.")]
    [InlineData("0,500", "A comma only groups digits, as in 1,00,000. Write 0.500 for decimals.")]
    [InlineData("1,0000", "The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and spaces.")]
    [InlineData("1,00,00", "The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and spaces.")]
    [InlineData("1,500 000", "The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and spaces.")]
    [InlineData("1 5", "The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and spaces.")]
    [InlineData("₹7OO", "There is a letter O in the number. Write a zero.")]
    [InlineData("many", "Write a number, such as ₹1,500.")]
    [InlineData("1_000", "Write a number, such as ₹1,500.")]
    [InlineData("1.000.000", "Write a number, such as ₹1,500.")]
    [InlineData("5₹5", "Write a number, such as ₹1,500.")]
    [InlineData("--5", "Write a number, such as ₹1,500.")]
    [InlineData("1e5", "Write a number, such as ₹1,500.")]
    [InlineData(".", "Write a number, such as ₹1,500.")]
    [InlineData("", "Write a number, such as ₹1,500.")]
    [InlineData("1.005", "Write up to 2 decimal places.")]
    [InlineData("0.00000000000000000000000000000001", "Write up to 2 decimal places.")]
    [InlineData("-1", "Write ₹0 or more.")]
    [InlineData("200000", "Write ₹1,00,000 or less.")]
    [InlineData("99999999999999999999999999999999999999", "Write ₹1,00,000 or less.")]
    public void Read_InvalidNumber_SaysWhatToWrite(string text, string problem) =>
        Assert.Equal(problem, NumberReader.Read(text, 2, 0, 100_000, Format.Money).Problem);

    [Theory]
    [InlineData("99,50", 99.5)]
    [InlineData("99,5", 99.5)]
    [InlineData("1,00,000", 100000)]
    [InlineData("1500", 1500)]
    [InlineData("99.50", 99.5)]
    public void Read_WithDecimalCommas_ReadsThem(string text, double value) =>
        Assert.Equal(((decimal)value, null), NumberReader.Read(text, 2, null, null, Format.Money, decimalComma: true));

    [Fact]
    public void Read_WithDecimalCommasAndThreeDigits_IsRefusedAsAmbiguous() =>
        Assert.Equal("“1,500” may be 1500 or 1.500. Write it without a comma.", NumberReader.Read("1,500", 2, null, null, Format.Money, decimalComma: true).Problem);
}
