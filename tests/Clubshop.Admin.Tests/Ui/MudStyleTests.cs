using System.Text.RegularExpressions;
using Bunit;
using Clubshop.Admin.Tests.Catalog.Golden;
using MudBlazor;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>
/// What stands for MudBlazor's theme, and what is left of its style sheet: the content security policy refuses the style elements of
/// MudThemeProvider, and eng/RootContent.targets leaves out the rules of what Ui/ does not use.
/// </summary>
public sealed partial class MudStyleTests : UiTest
{
    private static readonly string Root = GoldenFile.Root;

    [Fact]
    public void Map_OfTheTheme_SetsEveryVariable()
    {
        var needed = Variable.Matches(Render<MudThemeProvider>().Markup).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(needed.Count > 150, $"MudThemeProvider wrote {needed.Count} variables only");

        var mapped = Variable.Matches(File.ReadAllText(Path.Combine(Root, "wwwroot", "mud-map.css"))).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(needed.Except(mapped).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Styles_ThatAreServed_LoadNoFontAndHoldWhatIsUsed()
    {
        var styles = File.ReadAllText(Styles());

        Assert.DoesNotContain("@font-face", styles, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", styles, StringComparison.Ordinal);
        Assert.True(styles.Length < 200_000, $"{styles.Length} characters: see eng/RootContent.targets");
        foreach (var part in (string[])[".mud-button-root{", ".mud-dialog{", ".mud-overlay{", ".mud-popover{"])
            Assert.Contains(part, styles, StringComparison.Ordinal);
        Assert.Equal(styles.Count(letter => letter == '{'), styles.Count(letter => letter == '}'));
    }

    [Fact]
    public void Ui_OfMudBlazor_UsesNothingWhoseRulesAreLeftOut()
    {
        var targets = File.ReadAllText(Path.Combine(Root, "eng", "RootContent.targets"));
        var left = UnusedParts.Match(targets).Groups["parts"].Value.Split('|').Select(part => part.Replace("-", "", StringComparison.Ordinal)).ToList();
        Assert.Contains("timeline", left);

        var used = Directory.EnumerateFiles(Path.Combine(Root, "src", "Clubshop.Admin", "Ui"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Component.Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Button", "Dialog", "Input" }, used);
        Assert.DoesNotContain(used, name => left.Exists(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase)));
    }

    // Made by the build, beside what else it makes of the portal.
    private static string Styles() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", "Clubshop.Admin", "obj"), "mudblazor.css", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)
        ?? throw new FileNotFoundException("eng/RootContent.targets made no mudblazor.css");

    [GeneratedRegex(@"(?<name>--mud-[a-z0-9-]+)\s*:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable { get; }

    [GeneratedRegex("<_MudUnusedParts>(?<parts>[^<]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnusedParts { get; }

    [GeneratedRegex(@"<(MudBlazor\.)?Mud(?!Blazor)(?<name>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Component { get; }
}
