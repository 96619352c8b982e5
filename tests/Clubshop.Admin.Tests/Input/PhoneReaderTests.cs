using Clubshop.Admin.Input;

namespace Clubshop.Admin.Tests.Input;

public sealed class PhoneReaderTests
{
    [Theory]
    [InlineData("9876500202")]
    [InlineData("+919876500202")]
    [InlineData("+91 0 98765 00202")]
    [InlineData("+91 (0) 98765 00202")]
    [InlineData("0091 98765 00202")]
    [InlineData("0091 0 98765 00202")]
    [InlineData("09876500202")]
    [InlineData("098765-00202")]
    [InlineData("98765-00202")]
    [InlineData("98765.00202")]
    [InlineData("91 98765 00202")]
    [InlineData("091 98765 00202")]
    [InlineData("(+91) 98765 00202")]
    [InlineData("[+91] 98765/00202")]
    [InlineData("tel:+919876500202")]
    [InlineData("TEL:+91-98765-00202")]
    [InlineData("98765\u201100202")]
    [InlineData("98765\u201300202")]
    [InlineData("\u200E+91 98765 00202\u200E")]
    [InlineData("\u202A98765 00202\u202C")]
    [InlineData("98765\u00A000202")]
    [InlineData("98765\u200B00202")]
    [InlineData("\uFEFF9876500202")]
    [InlineData("  98765 00202\r\n")]
    [InlineData("९८७६५ ००२०२")]
    [InlineData("৯৮৭৬৫০০২০২")]
    [InlineData("９８７６５００２０２")]
    [InlineData("＋91 98765 00202")]
    public void E164_OfOneNumberInAnySpelling_IsTheSame(string typed) => Assert.Equal("+919876500202", PhoneReader.E164(typed));

    [Theory]
    [InlineData("+44 7911 123456", "+447911123456")]
    [InlineData("+44 (0)7911 123456", "+447911123456")]
    [InlineData("0044 7911 123456", "+447911123456")]
    [InlineData("+1 (202) 555-0100", "+12025550100")]
    [InlineData("+39 06 1234 5678", "+390612345678")]
    [InlineData("+971 50 123 4567", "+971501234567")]
    public void E164_OfAForeignNumber_KeepsThatCountrysDigits(string typed, string e164) => Assert.Equal(e164, PhoneReader.E164(typed));

    [Theory]
    [InlineData("+91 98765 002", "8 digits after +91")]
    [InlineData("+91 98765 002021", "11 digits after +91")]
    [InlineData("+91 0 98765 002021", "11 digits after +91")]
    [InlineData("98765 0020", "9 digits")]
    [InlineData("98765 002021", "11 digits")]
    [InlineData("+91 22 2345 6789", "begins with 6, 7, 8 or 9")]
    [InlineData("12345 67890", "begins with 6, 7, 8 or 9")]
    [InlineData("+98765 00202", "does not exist in the country with the code +98")]
    [InlineData("+0 98765 00202", "")]
    [InlineData("+1 555 01", "does not exist in the country with the code +1")]
    [InlineData("+999 1234567", "No country has this code")]
    [InlineData("98765 00202 98765 00203", "has no more than 15")]
    [InlineData("98765 00202\n98765 00203", "not a phone number")]
    [InlineData("98765 00202 ext 4", "not a phone number")]
    [InlineData("1-800-FLOWERS", "not a phone number")]
    [InlineData("98765+00202", "not a phone number")]
    [InlineData("+", "not a phone number")]
    [InlineData("", "not a phone number")]
    [InlineData(null, "not a phone number")]
    public void Read_InvalidNumber_SaysWhyWithoutRepeatingIt(string? typed, string part)
    {
        var problem = Assert.Single(PhoneReader.Read(typed).Problems);

        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("98765 00202", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+919876500202", "+9109876500202")]
    [InlineData("+447911123456", "+4407911123456")]
    [InlineData("+390612345678", null)]
    public void FormerSpellings_OfANumber_IncludeTheDialledZero(string e164, string? former) =>
        Assert.Equal(former is null ? [] : [former], PhoneReader.FormerSpellings(e164));
}
