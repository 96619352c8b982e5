namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A bare word: attribute name, function name or keyword.</summary>
    Word,

    /// <summary>A placeholder for a name, such as <c>#n</c>.</summary>
    Name,

    /// <summary>A placeholder for a value, such as <c>:v</c>.</summary>
    Value,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>A character that belongs to no token.</summary>
    Unknown,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; <c>&lt;EOF&gt;</c> at the end.</param>
/// <param name="Start">Its place in the expression.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    /// <summary>Whether it is this keyword; keywords have no case.</summary>
    public bool IsWord(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
