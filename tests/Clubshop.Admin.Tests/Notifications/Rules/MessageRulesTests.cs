using Clubshop.Admin.Notifications.Rules;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class MessageRulesTests
{
    private static readonly Dictionary<string, string> None = [];
    private static readonly HashSet<string> Nothing = [];

    [Fact]
    public void Check_AShortPush_Fits() => Assert.Null(PushPayload.Check("₹1,500 off", "On orders above ₹10,000 🎉", "https://clubshop.in/offers/croma", null));

    [Fact]
    public void Check_APushInHindi_CountsBytesNotLetters()
    {
        Assert.Null(PushPayload.Check("", new string('a', 3_500), null, null));
        Assert.Contains("4,096", PushPayload.Check("", new string('न', 1_400), null, null)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variable_WithoutValueOrDefault_IsRefused() =>
        Assert.Equal("Default.city", MessageVariables.Check("Hello {{city}}", "Message", None, Nothing).Single().Field);

    [Fact]
    public void Variable_WithDefaultOrColumn_IsAccepted()
    {
        Assert.Empty(MessageVariables.Check("Hello {{city}}", "Message", new Dictionary<string, string> { ["city"] = "India" }, Nothing));
        Assert.Empty(MessageVariables.Check("Hello {{city}}", "Message", None, new HashSet<string> { "city" }));
    }

    [Theory]
    [InlineData("{{city}")]
    [InlineData("{{ city }}")]
    [InlineData("{{City}}")]
    [InlineData("a }} b")]
    public void Variable_WithWrongBraces_IsRefused(string text) => Assert.NotEmpty(MessageVariables.Check(text, "Message", None, Nothing));

    [Fact]
    public void Fill_ValueAndDefault_PrefersTheValueThenTheDefault()
    {
        var defaults = new Dictionary<string, string> { ["city"] = "India" };

        Assert.Equal("In Pune", MessageVariables.Fill("In {{city}}", new Dictionary<string, string> { ["city"] = "Pune" }, defaults));
        Assert.Equal("In India", MessageVariables.Fill("In {{city}}", None, defaults));
        Assert.Null(MessageVariables.Fill("In {{city}}", None, None));
    }

    [Fact]
    public void Fill_AValueWithBraces_StaysAValue() =>
        Assert.DoesNotContain("{{", MessageVariables.Fill("In {{city}}", new Dictionary<string, string> { ["city"] = "{{code}}" }, None)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("\u3164")]
    [InlineData("Pu\u202Ene")]
    [InlineData(" \u200B ")]
    public void Fill_AnInvisibleValue_CountsAsNone(string value)
    {
        var values = new Dictionary<string, string> { ["city"] = value };

        Assert.Equal("In India", MessageVariables.Fill("In {{city}}", values, new Dictionary<string, string> { ["city"] = "India" }));
        Assert.Null(MessageVariables.Fill("In {{city}}", values, None));
    }
}
