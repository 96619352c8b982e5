namespace Clubshop.LocalAws.Memcached;

/// <summary>
/// One client's conversation, without its connection: it takes lines and values, and gives what to send. Carried out under
/// the store's gate.
/// </summary>
internal sealed class Session
{
    /// <summary>Longest key.</summary>
    public const int LongestKey = 250;

    private readonly List<Range> _tokens = [];
    private readonly ItemStore _store;
    private readonly ClassicCommands _classic;
    private readonly MetaCommands _meta;
    private readonly Statistics _statistics;

    /// <param name="store">The items.</param>
    /// <param name="facts">What the server says of itself.</param>
    public Session(ItemStore store, IServerFacts facts)
    {
        _store = store;
        _classic = new(store, this);
        _meta = new(store, this);
        _statistics = new(store, facts, Reply);
    }

    /// <summary>What to send.</summary>
    public Reply Reply { get; } = new();

    /// <summary>The write whose value, with its line end, is to come next; null when a line is.</summary>
    public Storing? Storing { get; set; }

    /// <summary>Bytes of the client to pass over before the next line: a value that was refused.</summary>
    public long Skip { get; set; }

    /// <summary>Whether the conversation is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Carries out a line.</summary>
    public void Line(ReadOnlySpan<byte> line)
    {
        var command = new CommandLine(line, _tokens);
        var from = Reply.Length;
        if (command.Name.Length == 2 && command.Name[0] == 'm' && _meta.Answers(command)) return;
        if (!_classic.Answers(command) && !Answers(command))
        {
            if (command.Count > 0 && IsOfAnotherProtocol(command))
            {
                IsOver = true;
                return;
            }
            Reply.Line("ERROR"u8);
        }
        if (command.IsNoReply && ClassicCommands.HeedsNoReply(command)) Reply.CutTo(from);
    }

    /// <summary>Carries out <see cref="Storing"/> with the bytes that came: its value and two more.</summary>
    public void Value(ReadOnlySpan<byte> bytes)
    {
        var storing = Storing!;
        Storing = null;
        if (!bytes.EndsWith("\r\n"u8))
        {
            if (storing.Returns is not null || !storing.IsQuiet) Reply.Line("CLIENT_ERROR bad data chunk"u8);
            return;
        }
        var outcome = storing.Store(_store, bytes[..^2], out var cas);
        if (storing.Returns is not null) MetaCommands.Answer(Reply, storing, outcome, cas);
        else if (!storing.IsQuiet) ClassicCommands.Answer(Reply, outcome);
    }

    /// <summary>Ends the conversation once what waits is sent.</summary>
    public void End() => IsOver = true;

    // A browser can reach this port too: the lines after the first of its request would be commands. HTTP closes the connection, as in memcached;
    // here a TLS handshake does too, because a page's server chooses the session ticket in it.
    private static bool IsOfAnotherProtocol(CommandLine command) =>
        command[command.Count - 1].StartsWith("HTTP/"u8) || command.Name.StartsWith("\u0016\u0003"u8);

    // Commands about the server, not about items.
    private bool Answers(CommandLine command)
    {
        switch (command.Name)
        {
            case var name when name.SequenceEqual("version"u8):
                Reply.Line("VERSION 1.6.18"u8);
                return true;
            case var name when name.SequenceEqual("quit"u8):
                IsOver = true;
                return true;
            case var name when name.SequenceEqual("verbosity"u8) && command.Count > 1:
                Reply.Line(DecimalText.TryUInt32(command[1], out _) ? "OK"u8 : "CLIENT_ERROR bad command line format"u8);
                return true;
            case var name when name.SequenceEqual("shutdown"u8):
                Reply.Line("ERROR: shutdown not enabled"u8);
                return true;
            case var name when name.SequenceEqual("stats"u8):
                return _statistics.Answers(command);
            case var name when name.SequenceEqual("config"u8):
                return _statistics.AnswersConfig(command);
            default:
                return false;
        }
    }
}

/// <summary>What the server says of itself in <c>stats</c> and <c>config get cluster</c>.</summary>
internal interface IServerFacts
{
    /// <summary>When it began.</summary>
    DateTimeOffset Started { get; }

    /// <summary>Clients connected now.</summary>
    int Connections { get; }

    /// <summary>Clients connected so far.</summary>
    long AllConnections { get; }

    /// <summary>Bytes that clients sent.</summary>
    long BytesRead { get; }

    /// <summary>Bytes that clients were sent.</summary>
    long BytesWritten { get; }

    /// <summary>The nodes of its cluster, each <c>name|address|port</c>, separated by spaces, and the version of that list.</summary>
    (int Version, string Nodes) Cluster { get; }
}
