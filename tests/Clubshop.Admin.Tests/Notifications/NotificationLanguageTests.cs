using System.Text;
using Clubshop.Admin.Localization;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications;

public sealed class NotificationLanguageTests
{
    [Theory]
    [InlineData("It goes to more than 1,000 devices or phones.", "यह 1,000 से ज़्यादा डिवाइस या फ़ोन पर जाती है।")]
    [InlineData("It may run into quiet hours.", "यह शांत घंटों तक चल सकती है।")]
    [InlineData("Vikram Singh sent it back: Say until when", "Vikram Singh ने वापस भेजा: Say until when")]
    [InlineData(
        "Asha Rao, who sent it, may no longer send notifications. Nothing was sent. Review it and send it again.",
        "इसे भेजने वाले Asha Rao को अब सूचनाएँ भेजने की अनुमति नहीं है। कुछ नहीं भेजा गया। जाँचें और फिर भेजें।")]
    [InlineData("The offer it leads to has ended. Nothing was sent. Review it and send it again.", "लिंक वाला ऑफ़र समाप्त हो गया है। कुछ नहीं भेजा गया। जाँचें और फिर भेजें।")]
    [InlineData("Something else.", "Something else.")]
    public async Task Kept_IsEnglish_AndReadInTheLanguageOfWhoeverReadsIt(string kept, string hindi)
    {
        await Task.Yield(); // the language ends with this test
        Assert.Equal(kept, NotificationLabels.Kept(kept));
        Languages.Use(Languages.Hindi);
        Assert.Equal(hindi, NotificationLabels.Kept(kept));
    }

    [Fact]
    public async Task Outcomes_InAFile_AreEnglish_WhoeverDownloadsThem()
    {
        await using var world = await NotifyWorld.OpenAsync();
        await world.FollowersAsync(1);
        var sent = await world.SentAsync(world.Draft());
        world.Catalog.IndexesFollow();
        using (var sender = NotificationsSetup.SenderOf(world.Catalog.Services, world.Gateway))
            await sender.PollOnceAsync();

        Languages.Use(Languages.Hindi);
        using var file = new MemoryStream();
        await world.Catalog.Get<NotificationReports>().WriteAsync(CatalogWorld.Value(await world.Service.FindAsync(NotifyWorld.Asha, sent.Id, default)), workbook: false, file, default);
        var text = Encoding.UTF8.GetString(file.ToArray());
        Assert.Contains(NotifyWorld.Sub(0), text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, letter => letter is >= '\u0900' and <= '\u097f');
        Assert.Equal("स्वीकार", NotificationLabels.Of(Outcome.Accepted).Text);
    }
}
