using System.Buffers.Binary;
using System.Text;

namespace Clubshop.Circuits.Bench;

/// <summary>Reads event handlers out of a render batch: what a browser does before it draws.</summary>
/// <remarks>A batch ends with five offsets (updated components, frames, disposed components, disposed handlers, strings); a frame has 20 bytes.</remarks>
internal static class RenderBatch
{
    private const int FrameBytes = 20;
    private const int Element = 1;
    private const int Attribute = 3;

    /// <summary>The handlers of an event by the text of another attribute of the same element, such as the id of the field that has it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="of">The attribute that names the element.</param>
    /// <param name="eventName">The event's attribute, such as <c>onchange</c>.</param>
    public static IEnumerable<(string Element, ulong Handler)> Handlers(byte[] batch, string of, string eventName)
    {
        var (named, raised) = (Encoding.UTF8.GetBytes(of), Encoding.UTF8.GetBytes(eventName));
        var (frames, strings) = (Int(batch, batch.Length - 16), Int(batch, batch.Length - 4));
        var count = Int(batch, frames);
        string? name = null;
        ulong handler = 0;
        for (var i = 0; i < count; i++)
        {
            var at = frames + 4 + (i * FrameBytes);
            switch (Int(batch, at))
            {
                case Element:
                    (name, handler) = (null, 0);
                    break;
                case Attribute:
                    if (Bytes(batch, strings, Int(batch, at + 4)).SequenceEqual(named))
                        name = Text(batch, strings, Int(batch, at + 8));
                    else if (Bytes(batch, strings, Int(batch, at + 4)).SequenceEqual(raised))
                        handler = BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(at + 12));
                    if (name is not null && handler != 0)
                    {
                        yield return (name, handler);
                        (name, handler) = (null, 0);
                    }

                    break;
            }
        }
    }

    /// <summary>The handlers that are no longer there.</summary>
    public static IEnumerable<ulong> Gone(byte[] batch)
    {
        var gone = Int(batch, batch.Length - 8);
        var count = Int(batch, gone);
        for (var i = 0; i < count; i++)
            yield return BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(gone + 4 + (i * sizeof(ulong))));
    }

    private static int Int(byte[] batch, int at) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(at));

    private static string? Text(byte[] batch, int table, int index) => index < 0 ? null : Encoding.UTF8.GetString(Bytes(batch, table, index));

    private static ReadOnlySpan<byte> Bytes(byte[] batch, int table, int index)
    {
        if (index < 0)
            return [];

        var at = Int(batch, table + (index * 4));
        int length = 0, shift = 0;
        byte part;
        do
        {
            part = batch[at++];
            length |= (part & 0x7f) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);

        return batch.AsSpan(at, length);
    }
}
