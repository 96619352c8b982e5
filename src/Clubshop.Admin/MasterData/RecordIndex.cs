using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Kept;
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
    private readonly RowTable<TRow> _table;
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Table _source;
    private readonly Func<Item, TRow> _row;
    private readonly TimeProvider _time;
    private volatile IndexState _state = IndexState.Loading;
    private long _currentAt; // UTC ticks; 0 until it has been loaded
    private long _edits;

    /// <summary>Makes an empty index; <see cref="MasterDataSetup.AddRecordIndex{TRow}"/> registers one that is fed.</summary>
    /// <param name="table">The table it mirrors.</param>
    /// <param name="read">Makes a row of a record's item.</param>
    /// <param name="time">The clock.</param>
    /// <param name="shape">What is kept up for its lists; null for the words and statuses alone.</param>
    public RecordIndex(Table table, Func<Item, TRow> read, TimeProvider time, RowShape<TRow>? shape = null) =>
        (_source, _row, _time, _table) = (table, read, time, new(shape ?? new()));

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

    /// <summary>Rises with every change, before <see cref="Changed"/> is raised: what was made of the rows is as good as they are while it stays the same.</summary>
    public long Edits => Interlocked.Read(ref _edits);

    Table IRecordIndex.Table => _source;

    DateTimeOffset? IRecordIndex.CurrentAt => Interlocked.Read(ref _currentAt) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>The row with this id, or null.</summary>
    public TRow? Find(string id) => _table.Find(id);

    /// <summary>
    /// The rows there are now, in no particular order, without copying them: a row that changes later is seen as it is then, also in the middle of
    /// an enumeration.
    /// </summary>
    public IReadOnlyList<TRow> All() => _table.View;

    /// <summary>Answers a query, of the rows as they are at this moment.</summary>
    public IndexPage<TRow> Search(IndexQuery<TRow> query)
    {
        var answer = new RowSearch<TRow>(_table.Edition, new(Fold.Terms(query.Text), query.Also)).Answer(query);
        RenewIfBehind();
        return answer;
    }

    /// <summary>The few rows that match best: those of the lowest rank, and of one rank the first in order.</summary>
    /// <param name="terms">A row matches when its folded text contains each of them.</param>
    /// <param name="rank">Asked once for each row that matches; a negative one leaves it out.</param>
    /// <param name="order">The order within a rank; rows that compare equal are ordered by id.</param>
    /// <param name="take">How many; few, because each that comes in is put in its place.</param>
    public IReadOnlyList<(TRow Row, int Rank)> Best(IReadOnlyList<string> terms, Func<TRow, int> rank, Comparison<TRow> order, int take)
    {
        var best = new List<(TRow Row, int Rank)>(take);
        foreach (var row in new RowSearch<TRow>(_table.Edition, new(terms)).Rows())
        {
            if (rank(row) is not (>= 0 and var own))
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

        RenewIfBehind();
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

        Tell();
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
            Tell();

        return unread ?? [];
    }

    bool IRecordIndex.Has(string id, long version) => Find(id) is { } row && row.Version >= version;

    void IRecordIndex.KeepOnly(IReadOnlySet<string> found, DateTimeOffset keepSince)
    {
        if (_table.KeepOnly(found, keepSince))
            Tell();
    }

    void IRecordIndex.SetState(IndexState state)
    {
        var changed = _state != state;
        _state = state;
        if (state == IndexState.Ready)
            Interlocked.Exchange(ref _currentAt, _time.GetUtcNow().UtcTicks);

        // Last, so that whoever waits for the loading finds the state set.
        if (state == IndexState.Ready)
        {
            _read.TrySetResult();
            RenewIfBehind();
        }

        if (changed)
            StateChanged?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Brings what is kept for searches up to the rows of now; otherwise that follows by itself, in the background.</summary>
    internal void Renew() => _table.Renew();

    /// <summary>Whether so much has changed since that searches feel it, or that is just being caught up with.</summary>
    internal bool IsBehind => _table.IsBehind || _table.IsRenewing;

    // Not while it is loaded: that would be done again and again, of few rows.
    private void RenewIfBehind()
    {
        if (_state != IndexState.Loading && _table.IsBehind && _table.MayRenew)
            _ = Task.Run(_table.Renew);
    }

    private void Tell()
    {
        Interlocked.Increment(ref _edits);
        RenewIfBehind();
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
