using Clubshop.Admin.Localization;
using Clubshop.Admin.Watch;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>Findings are kept in English, and read in the language of who looks.</summary>
public sealed class FindingTextTests
{
    private static Task<string> SaidAsync(string detail, Language language) => Task.Run(() =>
    {
        Languages.Use(language);
        return FindingText.Of(new(new(FindingKind.PastDate, "offer", "0123456789abcdef0123456789abcdef"), "Diwali", detail, "", 1));
    });

    [Theory]
    [InlineData("Its shop has another offer that reads like it and is on at the same time: “{Open}”.", "इसकी दुकान का एक और मिलता-जुलता ऑफ़र इसी समय चल रहा है: “{Open}”।")]
    [InlineData("Its address “open” leads to nothing. Give it another slug, then the old one again if you like.", "इसका पता “open” कहीं नहीं ले जाता। इसे दूसरा स्लग दें, फिर चाहें तो पुराना वापस रखें।")]
    [InlineData("Its title in Hindi names a date that is over: “31 Oct 2026”.", "इस फ़ील्ड में बीती हुई तारीख लिखी है (हिन्दी में शीर्षक): “31 Oct 2026”।")]
    [InlineData("What an older version said.", "What an older version said.")]
    public async Task A_finding_is_said_in_Hindi(string kept, string said)
    {
        Assert.Equal(said, await SaidAsync(kept, Languages.Hindi));
        Assert.Equal(kept, await SaidAsync(kept, Languages.English));
    }
}
