using Bunit;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Pages;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>The row of the cache page in which everything started there is shown: it is always there, and a bar only while there is progress.</summary>
public sealed class CacheActivityTests : UiTest
{
    private static readonly JobInfo Running = new()
    {
        Id = "1",
        Kind = "warm-up",
        Title = "Filling the cache",
        ActorId = "asha",
        ActorName = "Asha Rao",
        State = JobState.Open,
        Total = 60,
        Done = 12,
        CreatedAt = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Row_BeforeAnythingIsStarted_IsThere()
    {
        var row = Render<CacheActivity>();
        Assert.Contains("The cache follows every change by itself", row.Find(".activity").TextContent, StringComparison.Ordinal);
        Assert.Empty(row.FindAll("[role=progressbar]"));
    }

    [Fact]
    public void Row_WhileTheCacheIsFilled_ShowsTheProgress_ThenOneLine()
    {
        var row = Render<CacheActivity>(p => p.Add(one => one.Done, ("All offers are invalidated", null, Tone.Good)).Add(one => one.Job, Running));
        Assert.Equal("12", row.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("Filling the cache: 12 of 60 records checked", row.Markup, StringComparison.Ordinal);
        Assert.Contains("All offers are invalidated", row.Markup, StringComparison.Ordinal);

        var counts = new Dictionary<string, long>(StringComparer.Ordinal) { ["written"] = 60 };
        row.Render(p => p.Add(one => one.Job, Running with { State = JobState.Finished, Done = 60, Counts = counts }));
        Assert.Empty(row.FindAll("[role=progressbar]"));
        Assert.Contains("The cache is filled 60 written.", string.Join(' ', row.Find(".activity").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_WhenItIsNotDone_SaysWhy()
    {
        var row = Render<CacheActivity>(p => p.Add(one => one.Error, "The database did not answer."));
        Assert.Equal("Not done. The database did not answer.", row.Find(".warned span").TextContent);
    }
}
