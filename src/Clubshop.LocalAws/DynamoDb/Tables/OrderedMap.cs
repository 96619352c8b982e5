namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// A B+ tree from byte strings, in their order as unsigned bytes, to values. Leaves are linked both ways, so that a range is walked
/// forwards or backwards without climbing. Not thread-safe.
/// </summary>
internal sealed class OrderedMap<T>
    where T : class
{
    private const int Fanout = 64;

    private Node _root = new Leaf();

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>The value of the key, or null.</summary>
    public T? Find(ReadOnlySpan<byte> key)
    {
        var leaf = LeafOf(key);
        var index = leaf.Search(key);
        return index < 0 ? null : leaf.Values[index];
    }

    /// <summary>Sets the value of the key; returns the one it had, or null.</summary>
    public T? Set(byte[] key, T value)
    {
        var (old, split, separator) = Set(_root, key, value);
        if (split is not null)
        {
            var root = new Inner { Count = 2 };
            (root.Children[0], root.Children[1], root.Keys[1]) = (_root, split, separator!);
            _root = root;
        }
        if (old is null) Count++;
        return old;
    }

    /// <summary>Removes the key; returns the value it had, or null.</summary>
    public T? Remove(ReadOnlySpan<byte> key)
    {
        var old = Remove(_root, key);
        if (old is null) return null;
        Count--;
        while (_root is Inner { Count: 1 } inner) _root = inner.Children[0];
        if (_root.Count == 0) _root = new Leaf();
        return old;
    }

    /// <summary>The entries from <paramref name="lower"/> on, in ascending order. The map must not change while it is walked.</summary>
    public IEnumerable<KeyValuePair<byte[], T>> Ascending(byte[] lower)
    {
        var leaf = LeafOf(lower);
        var index = leaf.Search(lower);
        if (index < 0) index = ~index;
        for (Leaf? at = leaf; at is not null; at = at.Next, index = 0)
        {
            for (; index < at.Count; index++) yield return new(at.Keys[index], at.Values[index]);
        }
    }

    /// <summary>The entries before <paramref name="upper"/> (all when null), in descending order.</summary>
    public IEnumerable<KeyValuePair<byte[], T>> Descending(byte[]? upper)
    {
        var leaf = upper is null ? Last() : LeafOf(upper);
        var index = leaf.Count;
        if (upper is not null)
        {
            index = leaf.Search(upper);
            if (index < 0) index = ~index;
        }
        for (Leaf? at = leaf; at is not null; at = at.Previous, index = at?.Count ?? 0)
        {
            while (--index >= 0) yield return new(at.Keys[index], at.Values[index]);
        }
    }

    private Leaf LeafOf(ReadOnlySpan<byte> key)
    {
        var node = _root;
        while (node is Inner inner) node = inner.Children[inner.ChildOf(key)];
        return (Leaf)node;
    }

    private Leaf Last()
    {
        var node = _root;
        while (node is Inner inner) node = inner.Children[inner.Count - 1];
        return (Leaf)node;
    }

    private static (T? Old, Node? Split, byte[]? Separator) Set(Node node, byte[] key, T value)
    {
        if (node is Leaf leaf)
        {
            var index = leaf.Search(key);
            if (index >= 0)
            {
                var old = leaf.Values[index];
                leaf.Values[index] = value;
                return (old, null, null);
            }
            leaf.Insert(~index, key, value);
            if (leaf.Count < Fanout) return (null, null, null);
            var right = leaf.Split();
            return (null, right, right.Keys[0]);
        }
        var inner = (Inner)node;
        var child = inner.ChildOf(key);
        var (previous, split, separator) = Set(inner.Children[child], key, value);
        if (split is null) return (previous, null, null);
        inner.Insert(child + 1, separator!, split);
        if (inner.Count < Fanout) return (previous, null, null);
        var half = inner.Split();
        return (previous, half, half.Keys[0]);
    }

    /// <summary>A node is dropped when it is empty and never joined to its neighbour: tables shrink by dropping whole ranges, if at all.</summary>
    private static T? Remove(Node node, ReadOnlySpan<byte> key)
    {
        if (node is Leaf leaf)
        {
            var index = leaf.Search(key);
            if (index < 0) return null;
            var old = leaf.Values[index];
            leaf.RemoveAt(index);
            return old;
        }
        var inner = (Inner)node;
        var child = inner.ChildOf(key);
        var target = inner.Children[child];
        var removed = Remove(target, key);
        if (removed is not null && target.Count == 0)
        {
            (target as Leaf)?.Unlink();
            inner.RemoveAt(child);
        }
        return removed;
    }

    private abstract class Node
    {
        public int Count;
        public readonly byte[][] Keys = new byte[Fanout][];

        /// <summary>Where the key is, or the complement of where it would be.</summary>
        public int Search(ReadOnlySpan<byte> key, int from = 0)
        {
            var (low, high) = (from, Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                var order = Keys[middle].AsSpan().SequenceCompareTo(key);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
            return ~low;
        }
    }

    private sealed class Leaf : Node
    {
        public readonly T[] Values = new T[Fanout];
        public Leaf? Next;
        public Leaf? Previous;

        public void Insert(int index, byte[] key, T value)
        {
            Array.Copy(Keys, index, Keys, index + 1, Count - index);
            Array.Copy(Values, index, Values, index + 1, Count - index);
            (Keys[index], Values[index]) = (key, value);
            Count++;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(Keys, index + 1, Keys, index, Count - index);
            Array.Copy(Values, index + 1, Values, index, Count - index);
            (Keys[Count], Values[Count]) = (null!, null!);
        }

        public Leaf Split()
        {
            // Appending in key order is common (times, ULIDs): a split at the end leaves the left leaf full.
            var from = Next is null ? Fanout - 2 : Fanout / 2;
            var right = new Leaf { Count = Count - from, Next = Next, Previous = this };
            Array.Copy(Keys, from, right.Keys, 0, right.Count);
            Array.Copy(Values, from, right.Values, 0, right.Count);
            Array.Clear(Keys, from, right.Count);
            Array.Clear(Values, from, right.Count);
            Count = from;
            if (Next is not null) Next.Previous = right;
            Next = right;
            return right;
        }

        public void Unlink()
        {
            if (Next is not null) Next.Previous = Previous;
            if (Previous is not null) Previous.Next = Next;
        }
    }

    /// <summary>Keys[i] is the least key under Children[i]; Keys[0] is not used for searching.</summary>
    private sealed class Inner : Node
    {
        public readonly Node[] Children = new Node[Fanout];

        public int ChildOf(ReadOnlySpan<byte> key)
        {
            var index = Search(key, 1);
            return index < 0 ? ~index - 1 : index;
        }

        public void Insert(int index, byte[] key, Node child)
        {
            Array.Copy(Keys, index, Keys, index + 1, Count - index);
            Array.Copy(Children, index, Children, index + 1, Count - index);
            (Keys[index], Children[index]) = (key, child);
            Count++;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(Keys, index + 1, Keys, index, Count - index);
            Array.Copy(Children, index + 1, Children, index, Count - index);
            (Keys[Count], Children[Count]) = (null!, null!);
        }

        public Inner Split()
        {
            const int From = Fanout / 2;
            var right = new Inner { Count = Count - From };
            Array.Copy(Keys, From, right.Keys, 0, right.Count);
            Array.Copy(Children, From, right.Children, 0, right.Count);
            Array.Clear(Keys, From, right.Count);
            Array.Clear(Children, From, right.Count);
            Count = From;
            return right;
        }
    }
}
