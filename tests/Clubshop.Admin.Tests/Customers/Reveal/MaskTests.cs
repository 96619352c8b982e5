using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Reveal;

namespace Clubshop.Admin.Tests.Customers.Reveal;

public sealed class MaskTests
{
    [Theory]
    [InlineData("asha.k@gmail.com", "a•••@g•••.com")]
    [InlineData("a@x.co.in", "a•••@x•••.in")]
    [InlineData("आशा@डाक.भारत", "आ•••@डा•••.भारत")]
    [InlineData("\"a@b\"@localhost", "\"•••@•••")]
    [InlineData("nonsense", "•••")]
    public void Email_Any_ShowsOnlyFirstLetters(string email, string masked) => Assert.Equal(masked, Mask.Email(email));

    [Theory]
    [InlineData("+919876543210", "+91 •••••• 3210")]
    [InlineData("+447911123456", "+44 •••••• 3456")]
    [InlineData("+12345", "••••••")]
    [InlineData("", "••••••")]
    public void Phone_ShowsCountryAndLastFour(string phone, string masked) => Assert.Equal(masked, Mask.Phone(phone));

    [Theory]
    [InlineData(null, "Asha", "Kulkarni", "Asha K.")]
    [InlineData("Asha Meera Kulkarni", null, null, "Asha K.")]
    [InlineData(null, "श्री आशा", "कुलकर्णी", "श्री कु.")]
    [InlineData("Asha", null, null, "Asha")]
    [InlineData(null, null, "Kulkarni", "K•••")]
    [InlineData(" ", "", null, "No name")]
    public void Name_ShowsFirstNameAndInitial(string? name, string? given, string? family, string masked) => Assert.Equal(masked, Mask.Name(name, given, family));

    [Theory]
    [InlineData("1990-05-12", "•• ••• 19••")]
    [InlineData("?", "••••••")]
    public void Birthdate_ShowsTheCentury(string date, string masked) => Assert.Equal(masked, Mask.Birthdate(date));
}
