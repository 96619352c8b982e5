namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>
/// Parses ConditionExpression, FilterExpression and KeyConditionExpression. Parentheses may enclose conditions and operands
/// alike, so one rule reads both, and a later check decides what may be where.
/// </summary>
internal sealed class ConditionParser : ExpressionParser
{
    private static readonly string[] Comparators = ["=", "<>", "<", "<=", ">", ">="];
    private static readonly string[] Keywords = ["AND", "OR", "NOT", "BETWEEN", "IN"];

    private ConditionParser(string text)
        : base(text)
    {
    }

    /// <summary>The tree of the expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="takesRedundant">Whether redundant parentheses are accepted, as in conditions on keys.</param>
    /// <exception cref="ExpressionException">A syntax error, or redundant parentheses.</exception>
    public static Node Parse(string text, bool takesRedundant = false)
    {
        var parser = new ConditionParser(text);
        var node = parser.ParseOr();
        parser.ExpectEnd();
        parser.ExpectCondition(node);
        return parser.RedundantParentheses && !takesRedundant
            ? throw new ExpressionException("The expression has redundant parentheses;")
            : node;
    }

    /// <inheritdoc/>
    protected override bool IsKeyword(Token token) => Array.Exists(Keywords, token.IsWord);

    /// <inheritdoc/>
    protected override Node ParseArgument() => ParseUnit();

    private Node ParseOr()
    {
        var left = ParseAnd();
        while (Next.IsWord("OR"))
        {
            ExpectCondition(left);
            Take();
            var right = ParseAnd();
            ExpectCondition(right);
            left = new OrNode(left, right);
        }
        return left;
    }

    private Node ParseAnd()
    {
        var left = ParseNot();
        while (Next.IsWord("AND"))
        {
            ExpectCondition(left);
            Take();
            var right = ParseNot();
            ExpectCondition(right);
            left = new AndNode(left, right);
        }
        return left;
    }

    private Node ParseNot()
    {
        if (!Next.IsWord("NOT")) return ParseComparison();
        Take();
        var operand = ParseNot();
        ExpectCondition(operand);
        return new NotNode(operand);
    }

    private Node ParseComparison()
    {
        var left = ParseUnit();
        if (Next.Kind == TokenKind.Symbol && Comparators.Contains(Next.Text))
        {
            ExpectOperand(left);
            var comparator = Take().Text;
            return new ComparisonNode(comparator, left, ParseOperandUnit());
        }
        if (Next.IsWord("BETWEEN"))
        {
            ExpectOperand(left);
            Take();
            var low = ParseOperandUnit();
            ExpectWord("AND");
            return new BetweenNode(left, low, ParseOperandUnit());
        }
        if (Next.IsWord("IN"))
        {
            ExpectOperand(left);
            Take();
            Expect("(");
            var candidates = ParseArguments();
            foreach (var candidate in candidates) ExpectOperand(candidate);
            return new InNode(left, candidates);
        }
        return left;
    }

    private Node ParseOperandUnit()
    {
        var operand = ParseUnit();
        ExpectOperand(operand);
        return operand;
    }

    /// <summary>An operand, or anything in parentheses.</summary>
    private Node ParseUnit()
    {
        // ((a)) is redundant; ((a) AND (b)) is not.
        if (NextIsDoubled()) RedundantParentheses = true;
        if (!TryTake("(")) return ParseOperand();
        var inner = ParseOr();
        Expect(")");
        return inner is PathNode path && (Next.IsSymbol(".") || Next.IsSymbol("[")) ? ParsePathTail(path.Steps) : inner;
    }

    private void ExpectCondition(Node node)
    {
        if (node is PathNode or ValueNode) throw Syntax();
    }

    private void ExpectOperand(Node node)
    {
        if (node is not (PathNode or ValueNode or FunctionNode)) throw Syntax();
    }
}
