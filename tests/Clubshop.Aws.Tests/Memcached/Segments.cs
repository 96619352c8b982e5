using System.Buffers;
using System.Text;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>Bytes as they arrive: in pieces.</summary>
internal static class Segments
{
    /// <summary>The pieces, one behind the other; a letter is a byte.</summary>
    public static ReadOnlySequence<byte> Sequence(params IEnumerable<string> pieces)
    {
        Piece? first = null, last = null;
        foreach (var piece in pieces)
        {
            last = new Piece(Encoding.Latin1.GetBytes(piece), last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>A text cut into pieces of these lengths; what is left is the last.</summary>
    public static IEnumerable<string> Cut(string text, IEnumerable<int> lengths)
    {
        foreach (var length in lengths)
        {
            if (text.Length <= length)
                break;

            yield return text[..length];
            text = text[length..];
        }

        yield return text;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
                before.Next = this;
        }
    }
}
