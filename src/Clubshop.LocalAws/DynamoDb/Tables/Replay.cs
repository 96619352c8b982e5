using System.Buffers;
using System.Collections.Concurrent;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// Reads the entries of a log beside the thread that takes them from the file: that one applies them, in their order, a few pieces later. One thread calls it.
/// </summary>
/// <param name="apply">Applies a change that is not a put, or a put whose table was not known when it was read: its key is missing.</param>
/// <param name="put">Puts an item into the table of a number.</param>
internal sealed class Replay(Action<Change> apply, Action<int, StoredItem> put)
{
    private const int PieceBytes = 256 << 10;
    private const int MostPieces = 8;

    // Keys of a table never change; those of one that is made in a piece that is being read are not known yet.
    private readonly ConcurrentDictionary<int, PackedKeys> _keys = new();
    private readonly Queue<Task<List<Read>>> _reading = new();
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _free = [];
    private ArrayBufferWriter<byte> _piece = new(PieceBytes * 2);

    /// <summary>Takes an entry: the changes in it stand one behind the other, and so do entries.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        _piece.Write(entry);
        if (_piece.WrittenCount >= PieceBytes) Hand();
    }

    /// <summary>Makes the keys of a table known.</summary>
    public void Know(int table, PackedKeys keys) => _keys[table] = keys;

    /// <summary>Applies what is left.</summary>
    public void End()
    {
        Hand();
        while (_reading.Count > 0) ApplyOldest();
    }

    private void Hand()
    {
        var piece = _piece;
        _piece = _free.TryTake(out var free) ? free : new(PieceBytes * 2);
        _reading.Enqueue(Task.Run(() =>
        {
            var all = ReadAll(piece.WrittenSpan);
            piece.ResetWrittenCount();
            _free.Add(piece);
            return all;
        }));
        while (_reading.Count > MostPieces) ApplyOldest();
    }

    private void ApplyOldest()
    {
        foreach (var (table, item, change) in _reading.Dequeue().GetAwaiter().GetResult())
        {
            if (item is not null) put(table, item);
            else apply(change!);
        }
    }

    private List<Read> ReadAll(ReadOnlySpan<byte> piece)
    {
        var all = new List<Read>(1024);
        var input = new LogReader(piece);
        while (!input.AtEnd)
        {
            if (!Change.IsPut(input))
            {
                all.Add(new(0, null, Change.Read(ref input)));
                continue;
            }
            var table = Change.TakePut(ref input);
            all.Add(_keys.TryGetValue(table, out var keys)
                ? new(table, StoredItem.Read(keys, ref input), null)
                : new(table, null, new PutChange(table, [], ItemCodec.Read(ref input))));
        }
        return all;
    }

    private readonly record struct Read(int Table, StoredItem? Item, Change? Change);
}
