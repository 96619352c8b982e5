namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// A B+ tree of values in the order of their keys as unsigned bytes. Leaves are linked both ways, so that a range is walked
/// forwards or backwards without climbing; they have no keys beside the values' own. Not thread-safe.
/// </summary>
internal sealed class OrderedMap<T>
    where T : class, IKeyed
{
    private const int Fanout = 64;

    // Of nodes that are made at once: some room, so that the first keys that come do not split each of them.
    private const int Filled = 56;

    private Node _root = new Leaf();

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>Replaces what is there by values that are in order, each key once: without searching, and in nodes that are nearly full.</summary>
    public void Load(ReadOnlySpan<T> values)
    {
        var nodes = new List<(byte[] Least, Node Node)>((values.Length / Filled) + 1);
        Leaf? previous = null;
        for (var from = 0; from < values.Length; from += Filled)
        {
            var leaf = new Leaf { Count = Math.Min(Filled, values.Length - from), Previous = previous };
            values.Slice(from, leaf.Count).CopyTo(leaf.Values);
            if (previous is not null) previous.Next = leaf;
            previous = leaf;
            nodes.Add((values[from].CopyKey(), leaf));
        }
        while (nodes.Count > 1) nodes = Above(nodes);
        (_root, Count) = (nodes.Count == 0 ? new Leaf() : nodes[0].Node, values.Length);
    }

    /// <summary>The value of the key, or null.</summary>
    public T? Find(ReadOnlySpan<byte> key)
    {
        var leaf = LeafOf(key);
        var index = leaf.Search(key);
        return index < 0 ? null : leaf.Values[index];
    }

    /// <summary>Puts the value in the place of the one with its key; returns that, or null.</summary>
    public T? Set(T value)
    {
        var (old, split, separator) = Set(_root, value.CopyKey(), value);
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

    /// <summary>The values from <paramref name="lower"/> on, in ascending order. The map must not change while it is walked.</summary>
    public IEnumerable<T> Ascending(byte[] lower)
    {
        var leaf = LeafOf(lower);
        var index = leaf.Search(lower);
        if (index < 0) index = ~index;
        for (Leaf? at = leaf; at is not null; at = at.Next, index = 0)
        {
            for (; index < at.Count; index++) yield return at.Values[index];
        }
    }

    /// <summary>The values before <paramref name="upper"/> (all when null), in descending order.</summary>
    public IEnumerable<T> Descending(byte[]? upper)
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
            while (--index >= 0) yield return at.Values[index];
        }
    }

    // The next level of inner nodes, each with the least key beneath it.
    private static List<(byte[] Least, Node Node)> Above(List<(byte[] Least, Node Node)> nodes)
    {
        var above = new List<(byte[], Node)>((nodes.Count / Filled) + 1);
        for (var from = 0; from < nodes.Count; from += Filled)
        {
            var inner = new Inner { Count = Math.Min(Filled, nodes.Count - from) };
            for (var i = 0; i < inner.Count; i++) (inner.Keys[i], inner.Children[i]) = nodes[from + i];
            above.Add((nodes[from].Least, inner));
        }
        return above;
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
            leaf.Insert(~index, value);
            if (leaf.Count < Fanout) return (null, null, null);
            var right = leaf.Split();
            return (null, right, right.Values[0].CopyKey());
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
    }

    private sealed class Leaf : Node
    {
        public readonly T[] Values = new T[Fanout];
        public Leaf? Next;
        public Leaf? Previous;

        /// <summary>Where the key is, or the complement of where it would be.</summary>
        public int Search(ReadOnlySpan<byte> key)
        {
            var (low, high) = (0, Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                var order = Values[middle].CompareKey(key);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
            return ~low;
        }

        public void Insert(int index, T value)
        {
            Array.Copy(Values, index, Values, index + 1, Count - index);
            Values[index] = value;
            Count++;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(Values, index + 1, Values, index, Count - index);
            Values[Count] = null!;
        }

        public Leaf Split()
        {
            // Appending in key order is common (times, ULIDs): a split at the end leaves the left leaf full.
            var from = Next is null ? Fanout - 2 : Fanout / 2;
            var right = new Leaf { Count = Count - from, Next = Next, Previous = this };
            Array.Copy(Values, from, right.Values, 0, right.Count);
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

    /// <summary>Keys[i] is not above the least key under Children[i]; Keys[0] is not used for searching.</summary>
    private sealed class Inner : Node
    {
        public readonly byte[][] Keys = new byte[Fanout][];
        public readonly Node[] Children = new Node[Fanout];

        public int ChildOf(ReadOnlySpan<byte> key)
        {
            var (low, high) = (1, Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                var order = Keys[middle].AsSpan().SequenceCompareTo(key);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
            return low - 1;
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
