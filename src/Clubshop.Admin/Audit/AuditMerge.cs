using System.Runtime.CompilerServices;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>Merges several streams of entries, each ordered by position, into one.</summary>
internal static class AuditMerge
{
    /// <summary>The items of all streams ordered by sort key, without duplicates.</summary>
    public static async IAsyncEnumerable<Item> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<Item>> streams, bool descending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = streams.Select(stream => stream.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            var more = await Task.WhenAll(heads.Select(head => head.MoveNextAsync().AsTask()));
            var living = heads.Where((_, i) => more[i]).ToList();
            string? last = null;
            while (living.Count > 0)
            {
                var next = living[0];
                foreach (var head in living)
                {
                    var order = string.CompareOrdinal(head.Current.Sk, next.Current.Sk);
                    if (descending ? order > 0 : order < 0)
                        next = head;
                }

                if (next.Current.Sk != last)
                    yield return next.Current;

                last = next.Current.Sk;
                if (!await next.MoveNextAsync())
                    living.Remove(next);
            }
        }
        finally
        {
            foreach (var head in heads)
                await head.DisposeAsync();
        }
    }

    /// <summary>A list as a stream, ordered by position.</summary>
    public static async IAsyncEnumerable<Item> Sorted(IEnumerable<Item> items, bool descending)
    {
        await Task.CompletedTask;
        foreach (var item in descending ? items.OrderByDescending(item => item.Sk, StringComparer.Ordinal) : items.OrderBy(item => item.Sk, StringComparer.Ordinal))
            yield return item;
    }
}
