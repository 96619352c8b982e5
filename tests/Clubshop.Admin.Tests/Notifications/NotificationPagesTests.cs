using Bunit;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Registry;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Notifications;

/// <summary>The pages with the real services: what is sent, what is not, and what they show.</summary>
public sealed class NotificationPagesTests : UiTest, IAsyncLifetime
{
    private readonly AnsweredDialogs _dialogs = new();
    private readonly KeptToasts _toasts = new();
    private NotifyWorld _world = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        _world = await NotifyWorld.OpenAsync();
        await _world.FollowersAsync(3);
        Services.AddSingleton<TimeProvider>(_world.Catalog.Clock);
        Services.AddSingleton(_world.Catalog.Get<IOptions<NotificationOptions>>()); // bUnit would make its own
        Services.AddSingleton<Dialogs>(_dialogs);
        Services.AddSingleton<Toasts>(_toasts);
        Services.AddScoped<SessionEnding>();
        Services.AddFallbackServiceProvider(_world.Catalog.Services);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("When", "tomorrow 11:00")]
    [InlineData("When", "31/02/2027")]
    [InlineData("Messages a minute", "sixty")]
    public async Task New_WithAnUnreadableField_IsNotReviewedSavedTestedOrSent(string label, string typed)
    {
        var saved = await _world.SavedAsync(_world.Draft());
        _dialogs.Opened = (_, _) => Task.FromResult<object?>(SendReview.Confirmed);
        var page = OpenNew(saved.Id);

        await Field(page, label).ChangeAsync(new() { Value = typed });
        foreach (var press in (Func<Task>[])[() => page.Find("form").SubmitAsync(), () => Press(page, "Save draft"), () => Press(page, "Send test")])
        {
            await press();
            Assert.Contains($"{label} cannot be read", page.Find(".savebar").TextContent, StringComparison.Ordinal);
        }

        Assert.Contains(page.FindAll("[role=alert]"), alert => alert.TextContent.Contains($"{label} cannot be read", StringComparison.Ordinal));
        Assert.Empty(_dialogs.Asked);
        Assert.Empty(_toasts.Done);
        Assert.Equal(saved.Stamp.Version, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, saved.Id, default)).Stamp.Version);
        Assert.Equal(0, _world.Gateway.Calls);

        // Once corrected, it works.
        await Field(page, label).ChangeAsync(new() { Value = label == "When" ? "21/11/2026, 11:00 am" : "60" });
        Assert.DoesNotContain("cannot be read", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        Assert.StartsWith("Send to 3 people", Assert.Single(_dialogs.Asked).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_ReviewedAndConfirmed_IsSent_UnlessAFieldBecomesUnreadable()
    {
        var saved = await _world.SavedAsync(_world.Draft());
        var page = OpenNew(saved.Id);
        _dialogs.Opened = async (_, _) =>
        {
            await Field(page, "When").ChangeAsync(new() { Value = "tomorrow 11:00" });
            return SendReview.Confirmed;
        };
        await page.Find("form").SubmitAsync();
        Assert.Equal("Send to 3 people now?", Assert.Single(_dialogs.Asked).Title);
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, saved.Id, default)).State);

        await Field(page, "When").ChangeAsync(new() { Value = "" });
        _dialogs.Opened = (_, _) => Task.FromResult<object?>(null);
        await page.Find("form").SubmitAsync();
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, saved.Id, default)).State);

        _dialogs.Opened = async (body, _) =>
        {
            await Field(page, "Message").ChangeAsync(new() { Value = saved.Message }); // told once more, as a pause in typing does
            return body == typeof(SendReview) ? SendReview.Confirmed : null;
        };
        await page.Find("form").SubmitAsync();
        var sent = CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, saved.Id, default));
        Assert.Equal((NotificationState.Scheduled, (DateTimeOffset?)null), (sent.State, sent.When));
        Assert.Contains("Queued for sending. ₹1,500 off at Croma", _toasts.Done);
    }

    [Fact]
    public async Task New_AVariableWithoutAValue_HasAFieldBelowTheMessage()
    {
        var saved = await _world.SavedAsync(_world.Draft() with { Message = "Hello {{city}}" });
        var page = OpenNew(saved.Id);
        await page.Find("form").SubmitAsync();
        Assert.Equal("true", Field(page, "Default of city").GetAttribute("aria-invalid"));
        Assert.NotEqual("true", Field(page, "Message").GetAttribute("aria-invalid"));
        var labels = page.FindAll("form label").Select(label => label.TextContent.Trim()).ToList();
        Assert.Equal(labels.FindIndex(label => label.StartsWith("Message", StringComparison.Ordinal)) + 1, labels.FindIndex(label => label.StartsWith("Default of city", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Edit_AnothersOrAStartedOne_SaysSo()
    {
        var others = await _world.SavedAsync(_world.Draft());
        Services.GetRequiredService<NavigationManager>().NavigateTo(NotificationUrls.Edit(others.Id));
        var page = Render<NotificationNewPage>(parameters => parameters.AddCascadingValue(_world.Provider));
        page.WaitForAssertion(() => Assert.Contains("This notification does not exist.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Loading", page.Markup, StringComparison.Ordinal);

        using var sender = NotificationsSetup.SenderOf(_world.Catalog.Services, _world.Gateway);
        var sent = await _world.SentAsync(_world.Draft());
        _world.Catalog.IndexesFollow();
        await sender.PollOnceAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo(NotificationUrls.Edit(sent.Id));
        page = Render<NotificationNewPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.WaitForAssertion(() => Assert.Contains("It is already being sent", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edit_AScheduledOne_WarnsAndAsksBeforeSaving()
    {
        var sent = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddHours(2) });
        var page = OpenNew(sent.Id);
        Assert.Contains("It is scheduled: 20 Nov, 6:12 pm IST", page.Markup, StringComparison.Ordinal);

        _dialogs.Answer = false;
        await Press(page, "Save draft");
        Assert.Equal("Save and withdraw it?", Assert.Single(_dialogs.Asked).Title);
        Assert.Equal(NotificationState.Scheduled, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, sent.Id, default)).State);

        _dialogs.Answer = true;
        await Press(page, "Save draft");
        Assert.Equal(["Draft saved. It is no longer scheduled: nothing goes out until you send it again."], _toasts.Done);
    }

    [Fact]
    public async Task Page_ForAnApprover_ConfirmsWithTheCount_AndAsksForAReasonOnlyWhenSendingBack()
    {
        _world.Options.ApprovalAbove = 1;
        var asked = await _world.SentAsync(_world.Draft() with { Message = "Hello {{city}}", Defaults = new Dictionary<string, string> { ["city"] = "India" } });
        var page = OpenReport(asked.Id, NotifyWorld.Vikram);
        page.WaitForAssertion(() => Assert.Contains("Hello India", page.Markup, StringComparison.Ordinal)); // read after the page stands
        Assert.DoesNotContain(page.FindAll("label"), label => label.TextContent.Contains("Reason", StringComparison.Ordinal));

        _dialogs.Answer = false;
        await Press(page, "Approve");
        Assert.Equal("Approve sending it to 3 people now?", Assert.Single(_dialogs.Asked).Title);
        await Press(page, "Send back");
        Assert.DoesNotContain("optional", page.Find("#send-back").TextContent, StringComparison.Ordinal);
        await page.Find("#send-back").SubmitAsync();
        Assert.Equal(NotificationState.AwaitingApproval, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, asked.Id, default)).State);
        await Field(page, "Reason").ChangeAsync(new() { Value = "Say until when" });
        await page.Find("#send-back").SubmitAsync();

        var back = CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, asked.Id, default));
        Assert.Equal((NotificationState.Draft, (DateTimeOffset?)null), (back.State, back.When)); // at once, as it was written
        Assert.Contains("Say until when", back.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OutsideTheHours_ShowsTheWait_AndOffersToWithdraw()
    {
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(7)); // 11:12 pm
        var sent = await _world.SentAsync(_world.Draft());
        var page = OpenReport(sent.Id, NotifyWorld.Asha);
        Assert.Contains("Waiting for 8:00 am", page.Find(".title-line").TextContent, StringComparison.Ordinal);
        Assert.Contains("Goes out Sat 21 Nov 2026, 8:00 am IST", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), link => link.TextContent.Trim() == "Edit");

        await Press(page, "Withdraw");
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, sent.Id, default)).State);
    }

    [Fact]
    public async Task Page_JustSent_OffersUndo()
    {
        _world.Options.UndoSeconds = 10;
        var sent = await _world.SentAsync(_world.Draft());
        await _world.SenderAsync();
        var page = OpenReport(sent.Id, NotifyWorld.Asha);
        Assert.Equal("Goes out in 10 s", page.Find("[role=timer]").TextContent);
        _world.Catalog.Clock.Advance(TimeSpan.FromSeconds(4));
        page.WaitForAssertion(() => Assert.Equal("Goes out in 6 s", page.Find("[role=timer]").TextContent));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Withdraw");
        await Press(page, "Undo send");
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await _world.SentAsync(_world.Draft() with { Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(0) } });
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Catalog.Get<Clubshop.Admin.Notifications.Sending.SendSignals>().Wake();
        await _world.UntilAsync(after.Id, NotificationState.Finished);
        Assert.Equal([NotifyWorld.Token(0)], _world.Gateway.Sent.Keys);
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, sent.Id, default)).State);
    }

    [Fact]
    public async Task Page_WhoseTimeToUndoIsOver_OffersToWithdrawUntilItBegins()
    {
        _world.Options.UndoSeconds = 15;
        var sent = await _world.SentAsync(_world.Draft());
        _world.Catalog.Clock.Advance(TimeSpan.FromSeconds(20)); // no instance has begun it
        var page = OpenReport(sent.Id, NotifyWorld.Asha);
        Assert.Empty(page.FindAll("[role=timer]"));
        await Press(page, "Withdraw");
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, sent.Id, default)).State);
    }

    [Fact]
    public async Task New_FromAnother_BeginsWithItsContent_AndSavesItAsItsOwn()
    {
        var sent = await _world.SentAsync(_world.Draft());
        Services.GetRequiredService<NavigationManager>().NavigateTo(NotificationUrls.Copy(sent.Id));
        var page = Render<NotificationNewPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Vikram));
        page.WaitForElement("form");
        Assert.Equal(sent.Title, Field(page, "Title").GetAttribute("value"));
        await Press(page, "Save draft");
        _world.Catalog.IndexesFollow();
        var drafts = CatalogWorld.Value(await _world.Service.ListAsync(NotifyWorld.Vikram, new() { View = NotificationView.Drafts, Size = 10 }, default)).Items;
        Assert.Equal((sent.Message, NotifyWorld.Vikram.Id), (Assert.Single(drafts).Message, drafts[0].AuthorId));
    }

    [Fact]
    public async Task New_OfAnAudience_ShowsHowManyItIs_AMomentAfterItWasChosen()
    {
        var page = OpenNew((await _world.SavedAsync(_world.Draft())).Id);
        Assert.Contains("Counting…", page.Markup, StringComparison.Ordinal);
        _world.Catalog.Clock.Advance(AudienceCard.Pause);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("h2"), title => title.TextContent == "3 people get this"));
    }

    [Fact]
    public async Task New_Link_TakesAnAddressOrANameInOneField()
    {
        var page = OpenNew((await _world.SavedAsync(_world.Draft())).Id);
        Assert.Single(page.FindAll("label"), label => label.TextContent.Trim() is "Link" or "Choose an offer or shop");
        await Field(page, "Link").ChangeAsync(new() { Value = "https://elsewhere.example/win" });
        await Field(page, "Link").BlurAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.Equal("true", Field(page, "Link").GetAttribute("aria-invalid"));
        Assert.Contains("This leads elsewhere", page.Markup, StringComparison.Ordinal);

        await Field(page, "Link").ChangeAsync(new() { Value = "no such offer" });
        await Field(page, "Link").BlurAsync(new());
        Assert.Contains("No published offer or shop is called “no such offer”", page.Markup, StringComparison.Ordinal);
        await Field(page, "Link").ChangeAsync(new() { Value = "" });
        await Field(page, "Link").BlurAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.StartsWith("Send to 3 people", Assert.Single(_dialogs.Asked).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void List_WithoutAny_SaysWhatItIsFor_AndLeadsToTheForm()
    {
        var page = Render<NotificationListPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.WaitForAssertion(() => Assert.Contains("No notifications yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal(NotificationUrls.New, Assert.Single(page.FindAll("a.b.main")).GetAttribute("href"));
    }

    [Fact]
    public async Task List_OfEveryState_ShowsWhenEachGoesOut()
    {
        var later = _world.Catalog.Clock.GetUtcNow().AddHours(1);
        await _world.SavedAsync(_world.Draft() with { Title = "A draft", When = _world.Catalog.Clock.GetUtcNow().AddMinutes(1) });
        await _world.SentAsync(_world.Draft() with { Title = "A planned one", When = later });
        _world.Options.ApprovalAbove = 1;
        await _world.SentAsync(_world.Draft() with { Title = "One to approve" });
        _world.Catalog.IndexesFollow();

        var page = Render<NotificationListPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
        Assert.Contains("Not sent; planned for 20 Nov, 4:13 pm IST", Row("A draft"), StringComparison.Ordinal);
        Assert.Contains("20 Nov, 5:12 pm IST", Row("A planned one"), StringComparison.Ordinal);
        Assert.Contains("When it is approved", Row("One to approve"), StringComparison.Ordinal);

        string Row(string title) => page.FindAll("tbody tr").Single(row => row.TextContent.Contains(title, StringComparison.Ordinal)).TextContent;
    }

    [Fact]
    public async Task List_FilteredAndSorted_KeepsAllOfItInTheAddress()
    {
        await _world.SavedAsync(_world.Draft() with { Title = "Alpha", Message = "Shoes for Diwali" });
        await _world.SavedAsync(_world.Draft() with { Title = "Beta", Message = "Shoes for winter" });
        await _world.SavedAsync(_world.Draft() with { Title = "Gamma", Channel = Channel.Sms });
        _world.Catalog.IndexesFollow();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/notifications?q=shoes&channel=push&sort=title&view=drafts");

        var page = Render<NotificationListPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));

        page.WaitForAssertion(() => Assert.Equal(["Alpha", "Beta"], page.FindAll("tbody tr").Select(row => row.QuerySelector("a")!.TextContent.Trim())));
        Assert.Contains(page.FindAll(".chip.on"), chip => chip.TextContent.Contains("Push", StringComparison.Ordinal));
        Assert.Equal("/notifications?view=drafts&q=shoes&channel=push&sort=-title", page.Find("th[aria-sort=ascending] a").GetAttribute("href"));
        Assert.Equal("/notifications?view=drafts&q=shoes&sort=title", page.Find("a[aria-label='Remove filter: Channel']").GetAttribute("href"));
        page.OpenMenus();
        Assert.Contains(page.FindAll(".mi"), choice => choice.TextContent.StartsWith("SMS1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_MenuOfARow_DuplicatesEach_AndSendsAgainWhatDidNotReachAll()
    {
        _world.Gateway.StatusOf = address => address == NotifyWorld.Token(1) ? "TEMPORARY_FAILURE" : "SUCCESSFUL";
        await _world.SenderAsync();
        var sent = await _world.UntilAsync((await _world.SentAsync(_world.Draft())).Id, NotificationState.Finished);
        _world.Catalog.IndexesFollow();
        var page = Render<NotificationListPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.OpenRowMenu();

        Assert.Contains(NotificationUrls.Copy(sent.Id), page.Markup, StringComparison.Ordinal);
        Assert.Contains(NotificationUrls.Again(sent.Id), page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_AgainOfAnother_SaysWhoGetsIt_AndAsksAboutUnknownOnes()
    {
        _world.Gateway.Whole = call => call == 1 ? new Clubshop.Admin.Notifications.Sending.SendAnswer.NoAnswer("HTTP 500") : null;
        await _world.SenderAsync();
        var sent = await _world.UntilAsync((await _world.SentAsync(_world.Draft())).Id, NotificationState.Finished);
        Services.GetRequiredService<NavigationManager>().NavigateTo(NotificationUrls.Again(sent.Id));
        var page = Render<NotificationNewPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.WaitForElement("form");

        Assert.Equal("₹1,500 off at Croma", Field(page, "Title").GetAttribute("value"));
        Assert.Contains("Again of “₹1,500 off at Croma”", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("May have got it the first time: 3", page.Markup, StringComparison.Ordinal));

        await Field(page, "Also those whose outcome is unknown").ChangeAsync(new() { Value = true });
        await Press(page, "Save draft");
        page.WaitForAssertion(() => Assert.Contains("Draft saved", _toasts.Done));
        _world.Catalog.IndexesFollow();
        var drafts = CatalogWorld.Value(await _world.Service.ListAsync(NotifyWorld.Asha, new() { View = NotificationView.Drafts, Size = 10 }, default)).Items;
        Assert.Equal((AudienceKind.Unreached, sent.Id, true), (drafts[0].Audience.Kind, drafts[0].Audience.Earlier, drafts[0].Audience.WithUnknown));
    }

    [Fact]
    public async Task New_LeftByTheEndOfTheSession_IsThereAgain_AndGoesWithItsSave()
    {
        var id = (await _world.SavedAsync(_world.Draft())).Id;
        var page = OpenNew(id);
        await Field(page, "Title").ChangeAsync(new() { Value = "Half written" });
        await Field(page, "When").ChangeAsync(new() { Value = "tomorrow 99:00" });
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        await DisposeComponentsAsync(); // the page is left; its guard would ask

        var again = OpenNew(id);
        again.WaitForAssertion(() => Assert.Equal("Half written", Field(again, "Title").GetAttribute("value")));
        Assert.Equal("tomorrow 99:00", Field(again, "When").GetAttribute("value"));
        Assert.Contains("Restored from", again.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(again.FindAll("form[data-unstored]"));

        await Field(again, "When").ChangeAsync(new() { Value = "" });
        await Press(again, "Save draft");
        Assert.Empty(await _world.Catalog.Get<Drafts>().ListAsync(NotifyWorld.Asha, Permission.SendNotifications, "notification/" + id, default));
        Assert.DoesNotContain("Restored from", again.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<NotificationNewPage> OpenNew(string id)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(NotificationUrls.Edit(id));
        var page = Render<NotificationNewPage>(parameters => parameters.AddCascadingValue(NotifyWorld.Asha));
        page.WaitForElement("form");
        return page;
    }

    private IRenderedComponent<NotificationPage> OpenReport(string id, Actor actor)
    {
        var page = Render<NotificationPage>(parameters => parameters.AddCascadingValue(actor).Add(one => one.Id, id));
        page.WaitForAssertion(() => Assert.DoesNotContain("Loading…", page.Markup, StringComparison.Ordinal));
        return page;
    }

    private static Task Press<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : IComponent
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), one => one.TextContent.Trim() == name));
        return page.FindAll("button").First(one => one.TextContent.Trim() == name).ClickAsync(new());
    }

    private static AngleSharp.Dom.IElement Field<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent => page.Find("#" + page.FindAll("label").Single(one => one.TextContent.Trim() == label).GetAttribute("for"));
}
