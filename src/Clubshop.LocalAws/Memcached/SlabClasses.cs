namespace Clubshop.LocalAws.Memcached;

/// <summary>The sizes into which memcached sorts items, with its default settings: what <c>me</c> and <c>stats</c> number.</summary>
internal static class SlabClasses
{
    private const int Largest = 512 << 10;
    private const double Growth = 1.25;
    private static readonly int[] Sizes = [.. Make()];

    /// <summary>Bytes of a page, out of which chunks are cut.</summary>
    public const int Page = 1 << 20;

    /// <summary>The number of the class, from 1.</summary>
    public static int Of(int size)
    {
        var at = Array.BinarySearch(Sizes, size);
        return Math.Min(at < 0 ? ~at : at, Sizes.Length - 1) + 1;
    }

    /// <summary>Bytes of a chunk of the class.</summary>
    public static int ChunkOf(int number) => Sizes[number - 1];

    private static IEnumerable<int> Make()
    {
        for (var size = 96.0; size <= Largest / Growth; size *= Growth)
        {
            size = Math.Ceiling(size / 8) * 8;
            yield return (int)size;
        }
        yield return Largest;
    }
}
