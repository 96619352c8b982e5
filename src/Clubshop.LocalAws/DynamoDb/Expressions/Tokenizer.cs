namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Cuts an expression into tokens. Never fails: what it does not know becomes a token that no parser takes.</summary>
internal static class Tokenizer
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-"];

    /// <summary>The tokens, ended by one of kind <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; ;)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n') at++;
            if (at >= text.Length)
            {
                tokens.Add(new(TokenKind.End, "<EOF>", text.Length));
                return tokens;
            }
            var token = Next(text, at);
            tokens.Add(token);
            at += token.Text.Length;
        }
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c)) return Take(TokenKind.Number, text, at, at, char.IsAsciiDigit);
        if (IsWordPart(c)) return Take(TokenKind.Word, text, at, at, IsWordPart);
        if (c is '#' or ':' && at + 1 < text.Length && IsWordPart(text[at + 1]))
            return Take(c == '#' ? TokenKind.Name : TokenKind.Value, text, at, at + 1, IsWordPart);
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0) return new(TokenKind.Symbol, symbol, at);
        }
        return new(TokenKind.Unknown, char.IsSurrogatePair(text, at) ? text.Substring(at, 2) : c.ToString(), at);
    }

    private static Token Take(TokenKind kind, string text, int start, int from, Func<char, bool> belongs)
    {
        var end = from;
        while (end < text.Length && belongs(text[end])) end++;
        return new(kind, text[start..end], start);
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
