using Bunit;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Notifications.Compose;

/// <summary>The step between Review and Send.</summary>
public sealed class SendReviewTests : UiTest
{
    private readonly ManualTime _time = new(Now);
    private TaskCompletionSource<object?> _answer = null!;

    public SendReviewTests() => Services.AddSingleton<TimeProvider>(_time);

    [Theory]
    [InlineData(0)]
    [InlineData(350)]
    [InlineData(600)]
    [InlineData(999)]
    public void Send_ClickedWithinASecond_SendsNothing(int milliseconds)
    {
        var step = Open(ReviewOf());
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.True(Send(step).HasAttribute("disabled"));
        Send(step).Click(); // as it arrives from a browser that had not heard
        Assert.False(_answer.Task.IsCompleted);
    }

    [Fact]
    public async Task Send_ClickedAfterASecond_IsConfirmed_AndBackIsNot()
    {
        var step = Open(ReviewOf());
        _time.Advance(TimeSpan.FromMilliseconds(1_000));
        step.WaitForAssertion(() => Assert.False(Send(step).HasAttribute("disabled")));
        Send(step).Click();
        Assert.Equal(SendReview.Confirmed, await _answer.Task);

        step = Open(ReviewOf());
        step.FindAll("button").Single(button => button.TextContent == "Back to the text").Click();
        Assert.Null(await _answer.Task);
    }

    [Fact]
    public void Facts_OfAnSms_ShowCountTimePartsCostAndText()
    {
        var tally = new AudienceTally { People = 2 };
        tally.Add(new(null, new string('a', 161)));
        tally.Add(new(null, "Hi Asha"));
        tally.LeaveOut(LeftOut.OptedOut, 3);
        var review = ReviewOf(tally) with
        {
            Notification = new() { Id = "1", Channel = Channel.Sms, Title = "Diwali", When = Now.AddHours(1), Audience = new() { Kind = AudienceKind.List } },
            Plan = SendWindow.Plan(Now.AddHours(1), 2, 60, null),
            Cost = 0.75m,
        };
        var text = Open(review).Find(".dialog-in").TextContent;
        foreach (var said in (string[])["A pasted list", "Fri 20 Nov 2026, 5:12 pm IST", "3 SMS parts to pay for, about ₹0.75", "Hi Asha", "Turned these messages off", "Sends it to 2 people on 20 Nov, 5:12 pm IST."])
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal("Send to 2 people on 20 Nov, 5:12 pm IST?", SendReview.Title(review, Now));
        Assert.Equal("Send to 118 people now?", SendReview.Title(ReviewOf(new() { People = 118 }), Now));
    }

    private IRenderedComponent<SendReview> Open(Review review)
    {
        _answer = new TaskCompletionSource<object?>();
        return Render<SendReview>(parameters => parameters
            .AddCascadingValue(new DialogHandle(_answer.SetResult)).Add(step => step.Review, review).Add(step => step.UndoSeconds, 10));
    }

    private static AngleSharp.Dom.IElement Send(IRenderedComponent<SendReview> step) => step.FindAll("button").Single(button => button.TextContent == "Send");

    private static Review ReviewOf(AudienceTally? tally = null) => new()
    {
        Notification = new() { Id = "1", Title = "Diwali", Message = "Today" },
        Tally = tally ?? new(),
        Plan = SendWindow.Plan(Now, 1, 60, null),
        Link = new("", "Opens the app"),
        ApprovalReasons = [],
        Seal = new("", 0),
    };
}
