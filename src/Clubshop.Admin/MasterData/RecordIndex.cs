using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>State of an index.</summary>
public enum IndexState
{
    /// <summary>Loading for the first time; the rows loaded so far can be searched.</summary>
    Loading,

    /// <summary>Complete, and kept up to date.</summary>
    Ready,

    /// <summary>Loading or updating failed; retried automatically.</summary>
    Problem,
}

/// <summary>The list columns of one table's records, in memory (docs/architecture.md). Any thread may read at any time without waiting.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed class RecordIndex<TRow> : IRecordIndex
    where TRow : class, IIndexRow
{
    private readonly RowTable<TRow> _table = new();
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Table _source;
    private readonly Func<Item, TRow> _row;
    private readonly TimeProvider _time;
    private volatile IndexState _state = IndexState.Loading;
    private long _currentAt; // UTC ticks; 0 until it has been loaded

    /// <summary>Makes an empty index; <see cref="MasterDataSetup.AddRecordIndex{TRow}"/> registers one that is fed.</summary>
    /// <param name="table">The table it mirrors.</param>
    /// <param name="read">Makes a row of a record's item.</param>
    /// <param name="time">The clock.</param>
    public RecordIndex(Table table, Func<Item, TRow> read, TimeProvider time) => (_source, _row, _time) = (table, read, time);

    /// <summary>Its state.</summary>
    public IndexState State => _state;

    /// <summary>Raised when <see cref="State"/> changes, from any thread. Handlers do not throw.</summary>
    public event EventHandler? StateChanged;

    /// <summary>
    /// Raised after rows changed, once per batch, from any thread, inside the commit that changed them: handlers must be quick, must not throw, and
    /// should coalesce bursts.
    /// </summary>
    public event EventHandler? Changed;

    /// <summary>Number of rows, including deleted ones.</summary>
    public int Count => _table.Rows.Length;

    Table IRecordIndex.Table => _source;

    DateTimeOffset? IRecordIndex.CurrentAt => Interlocked.Read(ref _currentAt) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>The row with this id, or null.</summary>
    public TRow? Find(string id) => _table.Find(id);

    /// <summary>
    /// The rows there are now, in no particular order, without copying them: a row that changes later is seen as it is then, also in the middle of
    /// an enumeration.
    /// </summary>
    public IReadOnlyList<TRow> All() => _table.View;

    /// <summary>Answers a query: filter, substring search, counts, order and page in one pass.</summary>
    public IndexPage<TRow> Search(IndexQuery<TRow> query)
    {
        var skip = Math.Max(0, query.Skip);
        var terms = Fold.Terms(query.Text);
        var counts = new int[query.Buckets];
        var total = 0;
        var order = query.Descending ? (left, right) => query.Order(right, left) : query.Order;
        var top = new TopRows<TRow>((int)Math.Min(int.MaxValue / 4, (long)skip + Math.Max(0, query.Take)), order);
        foreach (var row in _table.Rows)
        {
            if ((query.Where is { } where && !where(row)) || !Matches(row.Folded, terms))
                continue;

            var bucket = query.Bucket(row);
            if (bucket < 0)
                continue;

            counts[bucket]++;
            if (query.Only is { } only && !only(bucket))
                continue;

            total++;
            top.Offer(row);
        }

        return new(top.From(skip), total, counts);
    }

    /// <summary>The few rows that match best, in one pass: those of the lowest rank, and of one rank the first in order.</summary>
    /// <param name="terms">A row matches when its folded text contains each of them.</param>
    /// <param name="rank">Asked once for each row that matches; a negative one leaves it out.</param>
    /// <param name="order">The order within a rank; rows that compare equal are ordered by id.</param>
    /// <param name="take">How many; few, because each that comes in is put in its place.</param>
    public IReadOnlyList<(TRow Row, int Rank)> Best(IReadOnlyList<string> terms, Func<TRow, int> rank, Comparison<TRow> order, int take)
    {
        var best = new List<(TRow Row, int Rank)>(take);
        string[] all = [.. terms];
        foreach (var row in _table.Rows)
        {
            if (!Matches(row.Folded, all) || rank(row) is not (>= 0 and var own))
                continue;

            var at = best.Count;
            while (at > 0 && Precedes(row, own, best[at - 1]))
                at--;
            if (at == take)
                continue;

            if (best.Count == take)
                best.RemoveAt(take - 1);
            best.Insert(at, (row, own));
        }

        return best;

        bool Precedes(TRow row, int own, (TRow Row, int Rank) other)
        {
            if (own != other.Rank)
                return own < other.Rank;

            return (order(row, other.Row) is not 0 and var result ? result : string.CompareOrdinal(row.Id, other.Row.Id)) < 0;
        }
    }

    /// <summary>Merges a row, unless the index has the same or a higher version.</summary>
    /// <returns>Whether the index changed.</returns>
    public bool Merge(TRow row)
    {
        if (!_table.Merge(row, _time.GetUtcNow()))
            return false;

        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>Completes when the index has been loaded once, whatever its state later.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => _read.Task.WaitAsync(cancellationToken);

    /// <summary>Merges items read from the table before the index got them. Items that cannot be read as rows are skipped; the feed logs them.</summary>
    internal void Learn(IEnumerable<Item> items) => Merge(items);

    IReadOnlyList<(string Id, Exception Cause)> IRecordIndex.Merge(IEnumerable<Item> items) => Merge(items);

    private List<(string Id, Exception Cause)> Merge(IEnumerable<Item> items)
    {
        var changed = false;
        List<(string, Exception)>? unread = null;
        foreach (var item in items)
        {
            try
            {
                changed |= _table.Merge(_row(item), _time.GetUtcNow());
            }
#pragma warning disable CA1031 // One record that cannot be read must not hide all others; the caller logs it.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                (unread ??= []).Add((item.Id, cause));
            }
        }

        if (changed)
            Changed?.Invoke(this, EventArgs.Empty);

        return unread ?? [];
    }

    void IRecordIndex.KeepOnly(IReadOnlySet<string> found, DateTimeOffset keepSince)
    {
        if (_table.KeepOnly(found, keepSince))
            Changed?.Invoke(this, EventArgs.Empty);
    }

    void IRecordIndex.SetState(IndexState state)
    {
        var changed = _state != state;
        _state = state;
        if (state == IndexState.Ready)
            Interlocked.Exchange(ref _currentAt, _time.GetUtcNow().UtcTicks);

        // Last, so that whoever waits for the loading finds the state set.
        if (state == IndexState.Ready)
            _read.TrySetResult();
        if (changed)
            StateChanged?.Invoke(this, EventArgs.Empty);
    }

    private static bool Matches(string folded, string[] terms)
    {
        foreach (var term in terms)
        {
            if (!folded.Contains(term, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
