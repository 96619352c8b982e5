namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Parses an UpdateExpression into its actions, in the order written.</summary>
internal sealed class UpdateParser : ExpressionParser
{
    private static readonly string[] Sections = ["SET", "REMOVE", "ADD", "DELETE"];

    private readonly List<UpdateAction> _actions = [];
    private readonly List<string> _seen = [];

    private UpdateParser(string text)
        : base(text, tellsSize: false)
    {
    }

    /// <summary>The actions; and the first section that occurred twice, which is reported only after other errors.</summary>
    /// <exception cref="ExpressionException">A syntax error.</exception>
    public static (List<UpdateAction> Actions, string? Repeated) Parse(string text)
    {
        var parser = new UpdateParser(text);
        string? repeated = null;
        do
        {
            var section = parser.ParseSection();
            if (parser._seen.Contains(section)) repeated ??= section;
            parser._seen.Add(section);
        }
        while (parser.Next.Kind != TokenKind.End);
        return (parser._actions, repeated);
    }

    /// <inheritdoc/>
    protected override bool IsKeyword(Token token) => Array.Exists(Sections, token.IsWord);

    /// <inheritdoc/>
    protected override Node ParseArgument() => ParseGrouped();

    private string ParseSection()
    {
        if (Array.Find(Sections, Next.IsWord) is not { } section) throw Syntax();
        Take();
        do _actions.Add(ParseAction(section));
        while (TryTake(","));
        return section;
    }

    private UpdateAction ParseAction(string section)
    {
        var path = ParsePath();
        switch (section)
        {
            case "REMOVE":
                return new UpdateAction(section, path, null);
            case "SET":
                Expect("=");
                return new UpdateAction(section, path, ParseSetValue());
            default:
                if (Next.Kind != TokenKind.Value) throw Syntax();
                return new UpdateAction(section, path, new ValueNode(Take().Text));
        }
    }

    private Node ParseSetValue()
    {
        // Parentheses may enclose the whole sum or one operand.
        if (TryTake("("))
        {
            var inner = ParseSetValue();
            Expect(")");
            return inner is ArithmeticNode ? inner : ParseSum(inner);
        }
        return ParseSum(ParseOperand());
    }

    private Node ParseSum(Node left) =>
        Next.IsSymbol("+") || Next.IsSymbol("-") ? new ArithmeticNode(Take().Text, left, ParseGrouped()) : left;

    private Node ParseGrouped()
    {
        if (!TryTake("(")) return ParseOperand();
        var inner = ParseGrouped();
        Expect(")");
        return inner;
    }
}
