using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Catalog.Golden;

/// <summary>A rendered form as text: sections, labels, inputs with their attributes, marks, help and errors. Ids that count up are left out.</summary>
internal static class GoldenForm
{
    private static readonly Dictionary<string, string> Typed = new(StringComparer.Ordinal)
    {
        ["Value"] = "7",
        ["Starts"] = "2 Nov 2026, 4:30 pm",
        ["Ends"] = "5 Dec 2026",
        ["Shop"] = "Tata Cliq",
        ["Slug"] = "typed-slug",
        ["Code"] = "TYPED",
        ["Website"] = "https://typed.example/",
        ["Landing page"] = "https://typed.example/",
    };

    public static string Describe(IElement form)
    {
        var text = new StringBuilder();
        foreach (var section in form.QuerySelectorAll(".section"))
        {
            text.Append("## ").Append(section.QuerySelector("h2")?.TextContent).Append('\n');
            if (section.QuerySelector("header p") is { } sentence)
                text.Append(sentence.TextContent).Append('\n');
            foreach (var field in section.QuerySelectorAll(".f"))
                Describe(field, text);
        }

        return text.ToString();
    }

    /// <summary>Types something else into every field, as far as its input lets.</summary>
    public static async Task ChangeAllAsync<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent
    {
        foreach (var label in page.FindAll("form label[for]").Select(label => label.TextContent.Trim()).ToList())
        {
            var input = Find(page, label);
            if (input.GetAttribute("type") == "file")
                continue; // a picture is sent by a request of its own
            if (input.TagName == "SELECT")
            {
                input.Change((int.Parse(input.GetAttribute("value")!, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
            }
            else if (input.GetAttribute("role") != "combobox")
            {
                input.Change(Typed.GetValueOrDefault(label, input.GetAttribute("inputmode") is "decimal" or "numeric" ? "7" : label + " typed"));
            }
            else if (input.Closest(".f")!.QuerySelector("button.x") is { } remove)
            {
                remove.Click();
            }
            else if (input.GetAttribute("value") is { Length: > 0 })
            {
                input.Change(Typed.GetValueOrDefault(label, ""));
                Find(page, label).Blur();
            }

            await page.InvokeAsync(() => { }); // what follows waits in the same line, also where the page was busy
        }

        page.WaitForAssertion(() => Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"{page.FindAll("form .chg").Count} changes"), page.Find(".savebar").TextContent.Trim(), StringComparison.Ordinal));
    }

    private static IElement Find<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent =>
        page.Find("#" + page.FindAll("form label[for]").Single(one => one.TextContent.Trim() == label).GetAttribute("for"));

    private static void Describe(IElement field, StringBuilder text)
    {
        text.Append("- ").Append(field.QuerySelector(".lbl label, .lbl span")?.TextContent).Append(" [").Append(field.ClassName).Append("]\n");
        foreach (var part in field.QuerySelectorAll(".opt, .chg, .count, .chip, .adornment"))
            text.Append("    ").Append(part.ClassName).Append(": ").Append(Plain(part.TextContent)).Append('\n');
        foreach (var input in field.QuerySelectorAll("input.input, input.mud-input-slot, input[type=file], textarea, select"))
        {
            text.Append("    <").Append(input.TagName.ToLowerInvariant());
            foreach (var attribute in input.Attributes.Where(IsSteady).OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
                text.Append(' ').Append(attribute.Name).Append("=\"").Append(Plain(attribute.Value)).Append('"');
            text.Append(">\n");
        }

        foreach (var option in field.QuerySelectorAll("option"))
            text.Append("    option ").Append(option.GetAttribute("value")).Append(": ").Append(option.TextContent).Append('\n');
        foreach (var part in field.QuerySelectorAll(".hint, .err"))
            text.Append("    ").Append(part.ClassName).Append(" #").Append(part.Id).Append(": ").Append(Plain(part.TextContent)).Append('\n');
    }

    private static bool IsSteady(IAttr attribute) => attribute.Name is not ("aria-controls" or "blazor:elementreference") && !attribute.Name.StartsWith("blazor:", StringComparison.Ordinal);

    private static string Plain(string text) => text.Trim().Replace("\n", "⏎", StringComparison.Ordinal);
}
