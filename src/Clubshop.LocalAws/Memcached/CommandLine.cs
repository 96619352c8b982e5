namespace Clubshop.LocalAws.Memcached;

/// <summary>One line of a client, split at its spaces as memcached splits it: other white space belongs to a token, NUL ends the line.</summary>
internal readonly ref struct CommandLine
{
    private readonly ReadOnlySpan<byte> _line;
    private readonly List<Range> _tokens;

    /// <param name="line">Without its line feed; a carriage return before it is removed.</param>
    /// <param name="tokens">Buffer for the tokens, used by one line at a time.</param>
    public CommandLine(ReadOnlySpan<byte> line, List<Range> tokens)
    {
        if (line.Length > 1 && line[^1] == '\r') line = line[..^1];
        if (line.IndexOf((byte)0) is >= 0 and var end) line = line[..end];
        _line = line;
        _tokens = tokens;
        tokens.Clear();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }
            var length = line[at..].IndexOf((byte)' ');
            var stop = length < 0 ? line.Length : at + length;
            tokens.Add(at..stop);
            at = stop;
        }
    }

    /// <summary>How many tokens there are, the command's name among them.</summary>
    public int Count => _tokens.Count;

    /// <summary>The token; empty behind the last one.</summary>
    public ReadOnlySpan<byte> this[int index] => index < _tokens.Count ? _line[_tokens[index]] : [];

    /// <summary>The command's name; empty on an empty line.</summary>
    public ReadOnlySpan<byte> Name => this[0];

    /// <summary>Whether the last token asks for no answer.</summary>
    public bool IsNoReply => Count > 1 && this[Count - 1].SequenceEqual("noreply"u8);
}
