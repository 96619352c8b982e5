using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>Where buttons beside a form act, the form's state has to be asked: what cannot be read in it holds them up too.</summary>
public sealed partial class FormRuleTests
{
    // What always holds something that can be read; a form of these alone needs no asking.
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "Form", "FormSection", "FieldGrid", "TextField", "TextArea", "Select", "CheckBox", "SegmentedControl", "StatusField", "Button", "Icon", "Notice", "PasswordRuleList",
    };

    private const string Wrong = """
        <Form Label="Assigned" OnSubmit="SaveAsync"><ClubPicker Label="Clubs" /><Button Submit="true" Text="Save" /></Form>
        <Button Text="Disable" OnClick="() => DisableAsync()" />
        """;

    private static readonly string Pages = Path.GetFullPath(Path.Combine(Here(), "../../../src/Clubshop.Admin"));

    [Fact]
    public void Forms_WithButtonsBesideThem_PassTheirStateAndAskIt()
    {
        var wrong = Directory.EnumerateFiles(Pages, "*.razor", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/Gallery/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => BreaksIt(File.ReadAllText(file), File.Exists(file + ".cs") ? File.ReadAllText(file + ".cs") : ""))
            .Select(Path.GetFileName);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Rule_GivenItsWrongSample_CatchesIt()
    {
        Assert.True(BreaksIt(Wrong, ""));
        Assert.True(BreaksIt(Wrong.Replace("<Form ", "<Form State=\"_form\" ", StringComparison.Ordinal), ""));
        Assert.False(BreaksIt(Wrong.Replace("<Form ", "<Form State=\"_form\" ", StringComparison.Ordinal), "if (_form.Readable) { }"));
        Assert.False(BreaksIt(Wrong.Split('\n')[0], ""));
        Assert.False(BreaksIt(Wrong.Replace("ClubPicker", "TextField", StringComparison.Ordinal), ""));
    }

    private static bool BreaksIt(string markup, string code)
    {
        markup = Comment().Replace(markup, "");
        var forms = Forms().Matches(markup).Where(form => form.Value.Contains("@Fields(", StringComparison.Ordinal) || Tags().Matches(form.Value).Any(tag => !Plain.Contains(tag.Groups["name"].Value))).ToList();
        if (forms.Count == 0 || !Acts().IsMatch(Forms().Replace(markup, "")))
            return false;

        return forms.Any(form => State().Match(form.Value) is not { Success: true } state
            || !Regex.IsMatch(markup + code, Regex.Escape(state.Groups["name"].Value) + @"\.(Readable|Blocked|Unreadable)\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<Form\s.*?</Form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex(@"<(?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\bOn(Click|Save|Move)=""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Acts();

    [GeneratedRegex(@"\A<Form\s[^\n]*?\bState=""@?(?<name>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
