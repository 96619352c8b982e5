using System.Buffers;
using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>One change of the database's state. The changes of one log entry are applied together or not at all.</summary>
internal abstract record Change
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private enum Tag : byte
    {
        Put = 1, Delete, Table, Drop, Token,
    }

    /// <summary>Appends the change to a log entry.</summary>
    public void Write(ArrayBufferWriter<byte> buffer)
    {
        var output = new LogWriter(buffer);
        switch (this)
        {
            case PutChange put:
                output.Byte((byte)Tag.Put);
                output.Int(put.Table);
                ItemCodec.Write(ref output, put.Item);
                break;
            case DeleteChange delete:
                output.Byte((byte)Tag.Delete);
                output.Int(delete.Table);
                output.Bytes(delete.Key);
                break;
            case TableChange table:
                output.Byte((byte)Tag.Table);
                output.Bytes(JsonSerializer.SerializeToUtf8Bytes(table.Descriptor, Json));
                break;
            case DropChange drop:
                output.Byte((byte)Tag.Drop);
                output.Int(drop.Table);
                break;
            case TokenChange token:
                output.Byte((byte)Tag.Token);
                output.Text(token.Token);
                output.Bytes(token.Fingerprint);
                output.Int(token.Until.UtcTicks);
                break;
            default:
                throw new InvalidOperationException("Unknown change " + GetType().Name);
        }
    }

    /// <summary>Whether a put is next: <see cref="TakePut"/> reads it.</summary>
    public static bool IsPut(LogReader input) => input.Byte() == (byte)Tag.Put;

    /// <summary>Reads the beginning of a put: the number of the table, behind which its item stands.</summary>
    public static int TakePut(ref LogReader input)
    {
        input.Byte();
        return input.Int();
    }

    /// <summary>Appends a put of a stored item to a log entry.</summary>
    public static void WritePut(ArrayBufferWriter<byte> buffer, int table, StoredItem item)
    {
        var output = new LogWriter(buffer);
        output.Byte((byte)Tag.Put);
        output.Int(table);
        item.Write(ref output);
    }

    /// <summary>Reads a change that is not a put.</summary>
    public static Change Read(ref LogReader input)
    {
        var tag = (Tag)input.Byte();
        return tag switch
        {
            Tag.Delete => new DeleteChange(input.Int(), input.Bytes()),
            Tag.Table => new TableChange(JsonSerializer.Deserialize<TableDescriptor>(input.Bytes(), Json)!),
            Tag.Drop => new DropChange(input.Int(), null),
            Tag.Token => new TokenChange(input.Text(), input.Bytes(), new DateTimeOffset(input.Long(), TimeSpan.Zero)),
            _ => throw new InvalidDataException($"Unknown change {tag} in the state log."),
        };
    }
}

/// <summary>The item is now this. The key is not in the log: it follows from the item.</summary>
internal sealed record PutChange(int Table, byte[] Key, AttributeMap Item) : Change;

/// <summary>The item is gone.</summary>
internal sealed record DeleteChange(int Table, byte[] Key) : Change;

/// <summary>The table is now described so; made when its number is new.</summary>
internal sealed record TableChange(TableDescriptor Descriptor) : Change;

/// <summary>The table is gone. The name is not in the log.</summary>
internal sealed record DropChange(int Table, string? Name) : Change;

/// <summary>A transaction with this token went through; until then the token answers without doing it again.</summary>
internal sealed record TokenChange(string Token, byte[] Fingerprint, DateTimeOffset Until) : Change;
