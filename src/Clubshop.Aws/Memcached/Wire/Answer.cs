namespace Clubshop.Aws.Memcached.Wire;

/// <summary>The kinds of answer, as memcached's doc/protocol.txt ("Meta Commands", "Error strings") has them.</summary>
[Flags]
internal enum AnswerCode
{
    None = 0,
    /// <summary>HD: done, without a value.</summary>
    Done = 1,
    /// <summary>VA: a value.</summary>
    Value = 2,
    /// <summary>EN: mg found nothing.</summary>
    Miss = 4,
    /// <summary>NF: nothing under the key.</summary>
    NotFound = 8,
    /// <summary>NS: not stored.</summary>
    NotStored = 16,
    /// <summary>EX: the number (cas) differs.</summary>
    Exists = 32,
    /// <summary>MN: what mn asks for.</summary>
    Noop = 64,
    /// <summary>STAT lines up to END.</summary>
    Statistics = 128,
    /// <summary>CONFIG or VALUE with its block, up to END; only ElastiCache.</summary>
    Configuration = 256,
    /// <summary>END where a configuration was asked for.</summary>
    NoConfiguration = 512,
    /// <summary>ERROR: an unknown command.</summary>
    UnknownCommand = 1024,
    /// <summary>CLIENT_ERROR with its text.</summary>
    ClientError = 2048,
    /// <summary>SERVER_ERROR with its text.</summary>
    ServerError = 4096,
}

/// <summary>One answer, taken apart.</summary>
internal readonly record struct Answer(AnswerCode Code)
{
    /// <summary>The value, or the configuration's block.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Flag c.</summary>
    public ulong Cas { get; init; }

    /// <summary>Flag f.</summary>
    public uint Flags { get; init; }

    /// <summary>Flag t in seconds; -1 without an end.</summary>
    public long Seconds { get; init; } = -1;

    /// <summary>Flag O: the request's own number, given back.</summary>
    public ulong? Opaque { get; init; }

    /// <summary>An error's text; it comes from the node and is not for messages.</summary>
    public string Text { get; init; } = "";

    /// <summary>The lines of a STAT answer.</summary>
    public IReadOnlyDictionary<string, string>? Statistics { get; init; }
}

/// <summary>What an answer looks like; it follows from the request.</summary>
internal enum AnswerShape
{
    /// <summary>One line, with a value after VA.</summary>
    Meta,
    /// <summary>STAT lines.</summary>
    Statistics,
    /// <summary>A configuration.</summary>
    Configuration,
}

/// <summary>Bytes that are no answer. The message says what is wrong, without the bytes.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
