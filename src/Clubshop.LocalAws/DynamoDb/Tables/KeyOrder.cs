namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// Sorts by keys eight bytes at a time, which compares numbers that lie side by side in place of keys all over the memory: keys begin with a hash, so
/// that nearly all of a table differ in the first eight; those of an index share long beginnings, which cost one pass each.
/// </summary>
internal static class KeyOrder
{
    private const int Step = sizeof(ulong);
    private const int Few = 16;

    /// <summary>Sorts; no two have the same key.</summary>
    public static void Sort<T>(T[] items)
        where T : class, IKeyed => Sort(items.AsSpan(), new ulong[items.Length], 0);

    private static void Sort<T>(Span<T> items, Span<ulong> pieces, int from)
        where T : class, IKeyed
    {
        if (items.Length <= Few)
        {
            items.Sort((left, right) => Compare(left, right, from));
            return;
        }

        bool sorted = true, ended = false;
        for (var i = 0; i < items.Length; i++)
        {
            pieces[i] = items[i].KeyPiece(from);
            if (i > 0 && pieces[i] < pieces[i - 1]) sorted = false;
            if (items[i].KeyLength <= from + Step) ended = true;
        }
        if (!sorted) MemoryExtensions.Sort(pieces, items);
        for (int start = 0, end; start < items.Length; start = end)
        {
            for (end = start + 1; end < items.Length && pieces[end] == pieces[start];) end++;
            if (end - start == 1) continue;
            // Keys that end within a piece were filled up with zeros: of those that look alike the shorter one comes first.
            if (ended) items[start..end].Sort((left, right) => Compare(left, right, from));
            else Sort(items[start..end], pieces[start..end], from + Step);
        }
    }

    private static int Compare<T>(T left, T right, int from)
        where T : class, IKeyed
    {
        for (var end = Math.Max(left.KeyLength, right.KeyLength); from < end; from += Step)
        {
            if (left.KeyPiece(from).CompareTo(right.KeyPiece(from)) is not 0 and var order) return order;
        }
        return left.KeyLength.CompareTo(right.KeyLength);
    }
}
