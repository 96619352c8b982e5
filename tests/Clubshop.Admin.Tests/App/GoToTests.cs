using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.App;

public sealed class GoToTests : AppTest
{
    public GoToTests() => Services.AddSingleton<IGoToSource, PageGoToSource>();

    [Theory]
    [MemberData(nameof(Roles))]
    public void GoTo_OpenedEmpty_OffersThePagesOfTheRole(Role role)
    {
        var box = Open(role);

        box.Find("input").Click();

        Assert.Equal(
            TestPortal.Navigation.All.Where(item => PagesOf(role).Contains(item.Href)).Select(item => item.Label), box.FindAll("[role=option] .cut[lang], [role=option] .cut:not(.faint)").Select(option => option.TextContent));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ReadOnly, false)]
    public void GoTo_TypedPage_IsFoundOnlyByARoleThatMayOpenIt(Role role, bool found)
    {
        var box = Open(role);

        box.Find("input").Change("staff");

        Assert.Equal(found ? 1 : 0, box.FindAll("[role=option]").Count);
        Assert.Equal(found ? null : "No page or record is called “staff”.", box.FindAll("[role=status]").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public void GoTo_NobodySignedIn_FindsNothing()
    {
        var box = Render<GoTo>();

        box.Find("input").Change("offers");

        Assert.Empty(box.FindAll("[role=option]"));
    }

    [Fact]
    public void GoTo_FailingSource_LeavesTheOthersWorking()
    {
        Services.AddSingleton<IGoToSource>(new BrokenSource());
        var box = Open(Role.Administrators);

        box.Find("input").Change("audi");

        Assert.Equal("Audit", box.Find("[role=option] .cut").TextContent);
    }

    [Fact]
    public void GoTo_ChosenResult_NavigatesClosesAndClears()
    {
        var box = Open(Role.ReadOnly);
        box.Find("input").Change("off");

        box.Find("[role=option]").Click();

        Assert.EndsWith("/offers", NavigationManager.Uri, StringComparison.Ordinal);
        Assert.Empty(box.FindAll("[role=listbox]"));
        Assert.Equal("", box.Find("input").GetAttribute("value") ?? "");
    }

    // portal.js moves through the list with the arrow keys, chooses with Enter and focuses the box with Ctrl K; it finds them by these attributes.
    [Fact]
    public void GoTo_ForTheKeyboard_IsAComboboxThatNamesItsList()
    {
        var box = Open(Role.Administrators);
        var input = box.Find("input");
        Assert.Equal(("combobox", "Go to", "Control+K", "false"), (input.GetAttribute("role"), input.GetAttribute("aria-label"), input.GetAttribute("aria-keyshortcuts"), input.GetAttribute("aria-expanded")));
        Assert.Equal("go-to", input.Id);
        Assert.False(input.HasAttribute("aria-controls"));

        input.Change("s");

        input = box.Find("input");
        var list = box.Find("[role=listbox]");
        Assert.Equal(("true", list.Id), (input.GetAttribute("aria-expanded"), input.GetAttribute("aria-controls")));
        Assert.Equal("s", list.GetAttribute("data-for"));
        var ids = box.FindAll("[role=option]").Select(option => option.Id).ToList();
        Assert.True(ids.Count > 1);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void GoTo_LeftByTab_Closes()
    {
        var box = Open(Role.Administrators);
        box.Find("input").Click();

        box.Find("input").Blur(new FocusEventArgs());

        Assert.Empty(box.FindAll("[role=listbox]"));
        Assert.Equal("false", box.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void GoTo_TextLongerThanAllowed_IsCut()
    {
        var box = Open(Role.ReadOnly);

        box.Find("input").Change(new string('x', 1_200_000));

        Assert.Equal(GoTo.MaxLength, box.Find("input").GetAttribute("value")!.Length);
    }

    [Fact]
    public void GoTo_AnswerOvertakenByALaterOne_IsDropped()
    {
        var slow = new SlowSource();
        Services.AddSingleton<IGoToSource>(slow);
        var box = Open(Role.ReadOnly);
        box.Find("input").Change("first");
        box.Find("input").Change("second");

        slow.Answer("second");
        slow.Answer("first");

        box.WaitForAssertion(() => Assert.Equal(["second"], box.FindAll("[role=option] .cut:not(.faint)").Select(option => option.TextContent)));
    }

    private IRenderedComponent<GoTo> Open(Role role) => Render<GoTo>(p => p.Add(g => g.Actor, Person(role)));

    private sealed class BrokenSource : IGoToSource
    {
        public ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("This source fails on purpose.");
    }

    private sealed class SlowSource : IGoToSource
    {
        private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<GoToItem>>> _asked = new(StringComparer.Ordinal);

        public ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken)
        {
            var answer = _asked[text] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(answer.Task);
        }

        public void Answer(string text) => _asked[text].SetResult([new GoToItem(text, "Shop", "/shops/" + text, Icons.Shops)]);
    }
}
