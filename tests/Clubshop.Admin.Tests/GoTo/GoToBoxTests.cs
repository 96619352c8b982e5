using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.App;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.GoTo;

public sealed class GoToBoxTests : AppTest
{
    public GoToBoxTests() => Services.AddSingleton<IGoToSource, PageGoToSource>();

    [Theory]
    [MemberData(nameof(Roles))]
    public void Box_OpenedEmpty_OffersThePagesOfTheRole(Role role)
    {
        var box = Open(role);

        box.Find("input").Click();

        Assert.Equal(TestPortal.Navigation.All.Where(item => PagesOf(role).Contains(item.Href)).Select(item => item.Label), Names(box));
        Assert.Equal(["Pages"], Headings(box));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ReadOnly, false)]
    public void Box_TypedPage_IsFoundOnlyByARoleThatMayOpenIt(Role role, bool found)
    {
        var box = Open(role);

        box.Type("input", "staff");

        Assert.Equal((string[])(found ? ["Staff"] : []), Names(box));
        Assert.Equal(found ? "1 result" : "Nothing found for “staff”.", box.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Box_NobodySignedIn_FindsNothing()
    {
        var box = Render<GoToBox>();

        box.Type("input", "offers");

        Assert.Empty(Names(box));
    }

    [Fact]
    public void Box_FailingSource_LeavesTheOthersWorkingAndSaysSo()
    {
        Services.AddSingleton<IGoToSource>(new BrokenSource());
        var box = Open(Role.Administrators);

        box.Type("input", "audi");

        Assert.Equal(["Audit"], Names(box));
        Assert.Equal("Not everything could be searched just now.", box.Find(".pop-list > p").TextContent);

        box.Type("input", "");

        Assert.Empty(box.FindAll(".pop-list > p"));
    }

    [Fact]
    public void Box_ChosenResult_NavigatesClosesAndClears()
    {
        var box = Open(Role.ReadOnly);
        box.Type("input", "off");

        box.Find("[role=option]").Click();

        Assert.EndsWith("/offers", NavigationManager.Uri, StringComparison.Ordinal);
        Assert.Empty(box.FindAll("[role=listbox]"));
        Assert.Equal("", box.Find("input").GetAttribute("value") ?? "");
        Assert.Equal("", box.Find("[role=status]").TextContent);
    }

    // portal.js moves through the list with the arrow keys, chooses with Enter and focuses the box with Ctrl K; it finds them by these attributes.
    [Fact]
    public void Box_ForTheKeyboard_IsAComboboxThatNamesItsListAndTheGroupsInIt()
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
        Assert.All(box.FindAll("[role=group]"), group => Assert.NotNull(box.Find("#" + group.GetAttribute("aria-labelledby"))));
    }

    [Fact]
    public void Box_LeftByTab_Closes()
    {
        var box = Open(Role.Administrators);
        box.Find("input").Click();

        box.Find("input").Blur(new FocusEventArgs());

        Assert.Empty(box.FindAll("[role=listbox]"));
        Assert.Equal("false", box.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Box_TextLongerThanAllowed_IsCut()
    {
        var box = Open(Role.ReadOnly);

        box.Type("input", new string('x', 1_200_000));

        Assert.Equal(GoToBox.MaxLength, box.Find("input").GetAttribute("value")!.Length);
    }

    [Fact]
    public void Box_AnswerOvertakenByALaterOne_IsDropped()
    {
        var slow = new SlowSource();
        Services.AddSingleton<IGoToSource>(slow);
        var box = Open(Role.ReadOnly);
        box.Type("input", "first");
        box.Type("input", "second");

        slow.Answer("second");
        slow.Answer("first");

        box.WaitForAssertion(() => Assert.Equal(["second"], Names(box)));
    }

    [Fact]
    public void Box_SlowSource_HoldsUpNothingAndIsAddedBelow()
    {
        var slow = new SlowSource();
        Services.AddSingleton<IGoToSource>(slow);
        var box = Open(Role.Administrators);

        box.Type("input", "audit");

        Assert.Equal(["Audit"], Names(box));
        Assert.Equal(("true", "Still looking…"), (box.Find("[role=listbox]").GetAttribute("aria-busy"), box.Find(".pop-list > p").TextContent));

        slow.Answer("audit");

        box.WaitForAssertion(() => Assert.Equal(["Audit", "audit"], Names(box)));
        Assert.Equal(["Pages", "Shops"], Headings(box));
        Assert.False(box.Find("[role=listbox]").HasAttribute("aria-busy"));
        Assert.Equal("2 results", box.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Box_OpenedEmptyAfterRecords_OffersTheLastOnesByTheirPresentNames()
    {
        Services.AddSingleton<IGoToSource>(new SlowSource());
        var box = Open(Role.ReadOnly);
        foreach (var id in (int[])[1, 2, 3, 4, 5, 6, 2, 7])
            NavigationManager.NavigateTo($"/shops/{id}?tab=x");
        NavigationManager.NavigateTo("/offers");

        box.Find("input").Click();

        Assert.Equal(["Recent", "Pages"], Headings(box));
        Assert.Equal(["Shop 7", "Shop 2", "Shop 6", "Shop 5", "Shop 4"], Names(box).Take(5));

        box.Find("[role=option]").Click();
        box.Find("input").Click();

        Assert.Equal("Shop 2", Names(box)[0]); // nobody wants to go where they are
    }

    private IRenderedComponent<GoToBox> Open(Role role) => Render<GoToBox>(p => p.Add(g => g.Actor, Person(role)));

    private static IReadOnlyList<string> Names(IRenderedComponent<GoToBox> box) => [.. box.FindAll("[role=option] .cut:not(.sub)").Select(option => option.TextContent)];

    private static IReadOnlyList<string> Headings(IRenderedComponent<GoToBox> box) => [.. box.FindAll("[role=group] > .group").Select(heading => heading.TextContent)];

    private sealed class BrokenSource : IGoToSource
    {
        public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken) =>
            text.IsEmpty ? ValueTask.FromResult<IReadOnlyList<GoToItem>>([]) : throw new InvalidOperationException("This source fails on purpose.");
    }

    private sealed class SlowSource : IGoToSource
    {
        private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<GoToItem>>> _asked = new(StringComparer.Ordinal);

        public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
        {
            if (text.IsEmpty)
                return ValueTask.FromResult<IReadOnlyList<GoToItem>>([]);

            var answer = _asked[text.Typed] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(answer.Task);
        }

        public GoToItem? At(string path, Actor actor) =>
            path.StartsWith("/shops/", StringComparison.Ordinal) ? new GoToItem("Shops", "Shop " + path[^1], path, Icons.Shops) : null;

        public void Answer(string text) => _asked[text].SetResult([new GoToItem("Shops", text, "/shops/" + text, Icons.Shops)]);
    }
}
