using Bunit;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Tests.Ui;

public sealed class TimeChartTests : UiTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(135, 200)]
    [InlineData(1_000, 1_000)]
    [InlineData(81_234, 100_000)]
    public void Scale_EndsAtARoundNumberAboveTheLargest(long most, long end) => Assert.Equal(end, TimeChart.RoundUp(most));

    [Fact]
    public void Chart_ShowsItsScale_AndTheFiguresAsATable()
    {
        IReadOnlyList<TimeChart.Bar> bars = [new("20 Nov, 4:12 pm", [new("accepted", Tone.Good, 135)]), new("20 Nov, 4:13 pm", [])];
        var chart = Render<TimeChart>(parameters => parameters.Add(one => one.Label, "Messages by minute").Add(one => one.Bars, bars));
        Assert.Equal(["200", "100", "0"], chart.FindAll(".scale li").Select(step => step.TextContent));
        Assert.Equal("135 accepted", Assert.Single(chart.FindAll("tbody tr td")).TextContent);
        Assert.Equal("67.5", Assert.Single(chart.FindAll("rect")).GetAttribute("height"));
    }
}
