namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>The tokens of transactions that went through, for as long as each holds. Used only under the database's locks.</summary>
internal sealed class Tokens
{
    private readonly Dictionary<string, TokenChange> _known = new(StringComparer.Ordinal);

    // In the order in which they came, which is nearly that in which they cease to hold; so that no write looks at all of them.
    private readonly Queue<TokenChange> _inOrder = new();

    /// <summary>The token, if it still holds.</summary>
    public TokenChange? Find(string token, DateTimeOffset now) => _known.TryGetValue(token, out var known) && known.Until > now ? known : null;

    /// <summary>Those that still hold.</summary>
    public IEnumerable<TokenChange> At(DateTimeOffset now) => _known.Values.Where(token => token.Until > now);

    /// <summary>Remembers a token, and forgets those that do not hold any more.</summary>
    public void Add(TokenChange token, DateTimeOffset now)
    {
        _known[token.Token] = token;
        _inOrder.Enqueue(token);
        while (_inOrder.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _inOrder.Dequeue();
            if (_known.TryGetValue(oldest.Token, out var newest) && ReferenceEquals(newest, oldest)) _known.Remove(oldest.Token);
        }
    }
}
