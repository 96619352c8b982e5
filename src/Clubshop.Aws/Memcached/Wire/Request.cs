using System.Buffers;
using System.Buffers.Text;

namespace Clubshop.Aws.Memcached.Wire;

internal enum RequestKind
{
    Get,
    Touch,
    Store,
    Delete,
    Increment,
    Noop,
    Statistics,
    Configuration,
    OldConfiguration,
}

/// <summary>One request, not yet in bytes.</summary>
/// <param name="Kind">Which command.</param>
/// <param name="Key">The key's bytes, checked by <see cref="CacheKey"/>; empty where there is none.</param>
internal readonly record struct Request(RequestKind Kind, byte[] Key)
{
    /// <summary>Store: the value.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Store: when.</summary>
    public StoreMode Mode { get; init; }

    /// <summary>Store: what is kept beside the value.</summary>
    public uint Flags { get; init; }

    /// <summary>Store, delete: only while the value has this number.</summary>
    public ulong? Cas { get; init; }

    /// <summary>Store, touch, increment: seconds; 0 is without an end.</summary>
    public long Seconds { get; init; }

    /// <summary>Increment: by how much.</summary>
    public ulong By { get; init; }

    /// <summary>Increment: what an absent counter starts at.</summary>
    public ulong Initial { get; init; }

    public AnswerShape Shape => Kind switch
    {
        RequestKind.Statistics => AnswerShape.Statistics,
        RequestKind.Configuration or RequestKind.OldConfiguration => AnswerShape.Configuration,
        _ => AnswerShape.Meta,
    };

    /// <summary>What a node may answer besides an error; anything else means that the answers are no longer those of the requests.</summary>
    public AnswerCode Allowed => Kind switch
    {
        RequestKind.Get => AnswerCode.Value | AnswerCode.Miss,
        RequestKind.Touch => AnswerCode.Done | AnswerCode.Miss,
        RequestKind.Store => AnswerCode.Done | AnswerCode.NotStored | AnswerCode.Exists | AnswerCode.NotFound,
        RequestKind.Delete => AnswerCode.Done | AnswerCode.Exists | AnswerCode.NotFound,
        RequestKind.Increment => AnswerCode.Value | AnswerCode.NotFound | AnswerCode.NotStored | AnswerCode.Exists,
        RequestKind.Noop => AnswerCode.Noop,
        RequestKind.Statistics => AnswerCode.Statistics,
        _ => AnswerCode.Configuration | AnswerCode.NoConfiguration,
    };

    /// <summary>Whether the answer gives back the request's number.</summary>
    public bool IsNumbered => Kind <= RequestKind.Increment;

    /// <summary>Writes the request.</summary>
    public void Write(IBufferWriter<byte> to, ulong opaque)
    {
        switch (Kind)
        {
            case RequestKind.Get:
                Command(to, "mg "u8);
                to.Write(" v c f t"u8);
                break;
            case RequestKind.Touch:
                Command(to, "mg "u8);
                Flag(to, " T"u8, (ulong)Seconds);
                break;
            case RequestKind.Store:
                WriteStore(to, opaque);
                return;
            case RequestKind.Delete:
                Command(to, "md "u8);
                if (Cas is { } cas)
                    Flag(to, " C"u8, cas);
                break;
            case RequestKind.Increment:
                Command(to, "ma "u8);
                to.Write(" v"u8);
                Flag(to, " D"u8, By);
                Flag(to, " J"u8, Initial);
                Flag(to, " N"u8, (ulong)Seconds);
                break;
            case RequestKind.Noop:
                to.Write("mn\r\n"u8);
                return;
            case RequestKind.Statistics:
                to.Write("stats\r\n"u8);
                return;
            case RequestKind.Configuration:
                to.Write("config get cluster\r\n"u8);
                return;
            case RequestKind.OldConfiguration:
                to.Write("get AmazonElastiCache:cluster\r\n"u8);
                return;
            default:
                throw new InvalidOperationException("There is no such request.");
        }

        Flag(to, " O"u8, opaque);
        to.Write("\r\n"u8);
    }

    private void WriteStore(IBufferWriter<byte> to, ulong opaque)
    {
        Command(to, "ms "u8);
        Flag(to, " "u8, (ulong)Value.Length);
        Flag(to, " T"u8, (ulong)Seconds);
        if (Flags != 0)
            Flag(to, " F"u8, Flags);
        if (Cas is { } cas)
            Flag(to, " C"u8, cas);
        if (Mode is not StoreMode.Set)
            to.Write(Mode is StoreMode.Add ? " ME"u8 : " MR"u8);
        Flag(to, " O"u8, opaque);
        to.Write("\r\n"u8);
        to.Write(Value.Span);
        to.Write("\r\n"u8);
    }

    private void Command(IBufferWriter<byte> to, ReadOnlySpan<byte> command)
    {
        to.Write(command);
        to.Write(Key);
    }

    private static void Flag(IBufferWriter<byte> to, ReadOnlySpan<byte> flag, ulong number)
    {
        to.Write(flag);
        var room = to.GetSpan(20);
        Utf8Formatter.TryFormat(number, room, out var written);
        to.Advance(written);
    }
}
