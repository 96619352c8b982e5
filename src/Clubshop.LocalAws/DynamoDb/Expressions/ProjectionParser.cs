namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Parses a ProjectionExpression: document paths with commas between.</summary>
internal sealed class ProjectionParser : ExpressionParser
{
    private ProjectionParser(string text)
        : base(text)
    {
    }

    /// <summary>The paths.</summary>
    /// <exception cref="ExpressionException">A syntax error.</exception>
    public static List<PathNode> Parse(string text)
    {
        var parser = new ProjectionParser(text);
        var paths = new List<PathNode>();
        do paths.Add(parser.ParsePath());
        while (parser.TryTake(","));
        parser.ExpectEnd();
        return paths;
    }

    /// <inheritdoc/>
    protected override bool IsKeyword(Token token) => false;

    /// <inheritdoc/>
    protected override Node ParseArgument() => throw Syntax();
}
