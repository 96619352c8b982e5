using System.Globalization;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>What all kinds of expression have in common: tokens, paths, operands, functions, syntax errors.</summary>
internal abstract class ExpressionParser
{
    /// <summary>Longest expression in bytes.</summary>
    private const int MaxLength = 4096;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;

    /// <param name="text">The expression.</param>
    /// <param name="tellsSize">Whether the message about an expression that is too long names its size.</param>
    protected ExpressionParser(string text, bool tellsSize = true)
    {
        if (text.Length == 0) throw new ExpressionException("The expression can not be empty;");
        if (System.Text.Encoding.UTF8.GetByteCount(text) is > MaxLength and var size)
            throw new ExpressionException("Expression size has exceeded the maximum allowed size;" + (tellsSize ? $" expression size: {size}" : ""));
        _text = text;
        _tokens = Tokenizer.Cut(text);
        if (_tokens.Count == 1) throw new ExpressionException("The expression can not be empty;");
    }

    /// <summary>Whether a pair of parentheses was found that says nothing.</summary>
    protected bool RedundantParentheses { get; set; }

    /// <summary>The token that is next.</summary>
    protected Token Next => _tokens[_at];

    /// <summary>The token after the next.</summary>
    protected Token Second => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Whether a pair of parentheses opens here that holds nothing but another pair.</summary>
    protected bool NextIsDoubled()
    {
        if (!Next.IsSymbol("(") || !Second.IsSymbol("(")) return false;
        var depth = 0;
        var inner = -1;
        for (var i = _at; i < _tokens.Count; i++)
        {
            if (_tokens[i].IsSymbol("(")) depth++;
            if (!_tokens[i].IsSymbol(")") || --depth > 1) continue;
            if (depth == 1 && inner < 0) inner = i;
            if (depth == 0) return inner == i - 1;
        }
        return false;
    }

    /// <summary>Takes the next token.</summary>
    protected Token Take() => _tokens[_at++];

    /// <summary>Takes the next token if it is this symbol.</summary>
    protected bool TryTake(string symbol)
    {
        if (!Next.IsSymbol(symbol)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes this symbol.</summary>
    protected void Expect(string symbol)
    {
        if (!TryTake(symbol)) throw Syntax();
    }

    /// <summary>Takes this keyword.</summary>
    protected void ExpectWord(string keyword)
    {
        if (!Next.IsWord(keyword)) throw Syntax();
        _at++;
    }

    /// <summary>Refuses whatever is left.</summary>
    protected void ExpectEnd()
    {
        if (Next.Kind != TokenKind.End) throw Syntax();
    }

    /// <summary>The error that the next token makes, with the text from the token before it to the one behind it.</summary>
    protected ExpressionException Syntax()
    {
        var from = _tokens[Math.Max(0, _at - 1)].Start;
        var last = _tokens[Math.Min(_at + 1, _tokens.Count - 1)];
        var to = last.Kind == TokenKind.End ? _text.TrimEnd().Length : last.Start + last.Text.Length;
        return new($"Syntax error; token: \"{Next.Text}\", near: \"{_text[from..Math.Max(from, to)]}\"");
    }

    /// <summary>A path, a value or a function.</summary>
    protected Node ParseOperand()
    {
        if (Next.Kind == TokenKind.Value) return new ValueNode(Take().Text);
        if (Next.Kind == TokenKind.Word && Second.IsSymbol("(") && !IsKeyword(Next)) return ParseFunction();
        return ParsePath();
    }

    /// <summary>A document path.</summary>
    protected PathNode ParsePath() => ParsePathTail([new PathStep(ParseName(), 0)]);

    /// <summary>What may follow a path's beginning.</summary>
    protected PathNode ParsePathTail(List<PathStep> steps)
    {
        while (true)
        {
            if (TryTake("."))
            {
                steps.Add(new PathStep(ParseName(), 0));
            }
            else if (Next.IsSymbol("["))
            {
                _at++;
                if (Next.Kind != TokenKind.Number) throw Syntax();
                var digits = Take().Text;
                if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    throw new ExpressionException($"List index is not within the allowable range; index: [{digits}]");
                Expect("]");
                steps.Add(new PathStep(null, index));
            }
            else
            {
                return new PathNode(steps);
            }
        }
    }

    /// <summary>Arguments up to and with the closing parenthesis; the opening one has been taken.</summary>
    protected List<Node> ParseArguments()
    {
        var arguments = new List<Node>();
        do arguments.Add(ParseArgument());
        while (TryTake(","));
        Expect(")");
        return arguments;
    }

    /// <summary>One argument of a function.</summary>
    protected abstract Node ParseArgument();

    /// <summary>Whether the word cannot be a name here.</summary>
    protected abstract bool IsKeyword(Token token);

    private FunctionNode ParseFunction()
    {
        var name = Take().Text;
        Expect("(");
        return new FunctionNode(name, ParseArguments());
    }

    private string ParseName() =>
        Next.Kind == TokenKind.Name || (Next.Kind == TokenKind.Word && !IsKeyword(Next)) ? Take().Text : throw Syntax();
}
