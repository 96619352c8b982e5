using System.Text;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Rules;

/// <summary>Whatever a text, a sheet or a default contains, nobody gets another column, a raw variable, or half a character.</summary>
public sealed class MessageFuzzTests
{
    private static readonly string[] Columns = ["city", "name", "amount", "a", "b_2"];

    private static readonly Gen<string> Sign = Gen.OneOf(
        Gen.Char['a', 'z'].Select(c => c.ToString()), Any("{", "}", "{{", "}}", " ", "\n", "\"", ",", "न", "🎉", "👩‍👩‍👧", "₹", "’", "€", "^", "{{x", "$1", "${brace}", "{#var#}"));

    private static readonly Gen<string> Value = Sign.Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Text = Gen.OneOf(Sign, Any(Columns).Select(name => "{{" + name + "}}")).Array[0, 14].Select(string.Concat);

    private static readonly Gen<Dictionary<string, string>> Sheet = Any(Columns).Array[0, 5].SelectMany(
        names => Value.Array[names.Length].Select(values => names.Zip(values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));

    [Fact]
    public void Fill_AnyText_UsesOnlyOwnValuesAndDefaults() => Gen.Select(Text, Sheet, Sheet).Sample((text, values, defaults) =>
    {
        var filled = MessageVariables.Fill(text, values, defaults);
        var names = MessageVariables.Names(text);
        var missing = names.Any(name => string.IsNullOrWhiteSpace(Own(name)));
        Assert.Equal(missing, filled is null);
        if (filled is null)
            return;

        Assert.DoesNotContain("{{", filled, StringComparison.Ordinal);
        Assert.DoesNotContain("}}", filled, StringComparison.Ordinal);

        // An independent implementation: joins the pieces between the placeholders.
        var expected = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var name = names.FirstOrDefault(one => text.AsSpan(at).StartsWith("{{" + one + "}}", StringComparison.Ordinal));
            expected.Append(name is null ? text[at].ToString() : Own(name));
            at += name is null ? 1 : name.Length + 4;
        }

        Assert.Equal(Plain(expected.ToString()), Plain(filled));

        string? Own(string name) => values.GetValueOrDefault(name) is { } own && !string.IsNullOrWhiteSpace(own) ? own : defaults.GetValueOrDefault(name);
    });

    [Fact]
    public void Check_AndFill_Agree() => Gen.Select(Text, Sheet).Sample((text, defaults) =>
    {
        // What passes the rules can be filled for everybody, even without any value.
        if (!MessageVariables.Check(text, "Message", defaults, new HashSet<string>()).Any())
            Assert.NotNull(MessageVariables.Fill(text, new Dictionary<string, string>(), defaults));
    });

    [Fact]
    public void For_EitherChannel_ReturnsAWholeTextOrNone() => Gen.Select(Text, Text, Sheet, Sheet).Sample((title, body, values, defaults) =>
    {
        var push = new Notification { Id = "1", Title = title, Message = body, Defaults = defaults };
        var sms = push with { Channel = Channel.Sms, TemplateValues = [title, body] };
        var text = DltTemplate.Parse("Dear {#var#}, {#var#}. -CLBSHP").Value!;
        foreach (var made in (Func<Dictionary<string, string>, (MessageText? Text, string? Reason)>[])
            [own => MessageText.For(push, null, own), own => MessageText.For(sms, text, own)])
        {
            var (read, reason) = made(values);
            Assert.True(read is null ^ reason is null);
            if (read is null)
                continue;

            Assert.False(MessageVariables.HasBraces(read.Title + "|" + read.Body));
            foreach (var column in Columns.Except(MessageVariables.Names(title, body), StringComparer.Ordinal))
            {
                // A value without a variable is never used.
                var marked = new Dictionary<string, string>(values, StringComparer.Ordinal) { [column] = "§§§" };
                Assert.Equal(read, made(marked).Text);
            }
        }
    });

    [Fact]
    public void Fill_AnyValues_MatchesTheRegisteredText() => Gen.Select(Value, Value, Value).Sample((fixedText, one, two) =>
    {
        if (DltTemplate.Parse($"{fixedText} {{#var#}} and {{#alphanumeric#}}") is not { Ok: true, Value: { } template })
            return;
        if (template.Fill([.. Enumerable.Range(0, template.Variables).Select(n => n % 2 == 0 ? one : two)]) is { Ok: true } filled)
        {
            // It matches the registered text; more than one split into values may be right.
            var match = template.Match(filled.Value);
            Assert.True(match.Ok || match.Problems[0].Code == "variable", filled.Value);
        }
    });

    [Fact]
    public void Of_ALongerText_NeverHasFewerParts() => Gen.Select(Value.Array[0, 30].Select(string.Concat), Sign).Sample((text, more) =>
    {
        var (parts, longer) = (SmsParts.Of(text), SmsParts.Of(text + more));
        Assert.Equal(text.Length == 0, parts.Parts == 0);
        Assert.True(longer.Parts >= parts.Parts);
        Assert.True(longer.Encoding != parts.Encoding || longer.Units >= parts.Units);
        Assert.InRange(parts.Left, 0, parts.Encoding == SmsEncoding.Gsm7 ? 160 : 70);
        Assert.Equal(parts.Encoding == SmsEncoding.Ucs2, parts.Foreign.Count > 0);
        var simple = SmsParts.Simplify(text);
        Assert.Equal(simple, SmsParts.Simplify(simple));
    });

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    // Only spaces between braces may be inserted.
    private static string Plain(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
