namespace Clubshop.Admin.MasterData;

/// <summary>
/// Selects the first k of many rows in a given order. Rows pass through a buffer of 2k; when it is full, the better half stays and its worst row
/// becomes the threshold that later rows must beat. Most rows cost one comparison; the whole is linear for any k.
/// </summary>
internal sealed class TopRows<TRow>(int k, Comparison<TRow> order)
    where TRow : class, IIndexRow
{
    private readonly Comparison<TRow> _order = order;
    private TRow[] _rows = new TRow[Math.Min(Math.Max(2L * k, 16), 256)];
    private int _count;
    private TRow? _threshold;

    public void Offer(TRow row)
    {
        if (k == 0 || (_threshold is not null && Compare(row, _threshold) >= 0))
            return;

        if (_count == _rows.Length)
        {
            if (_rows.Length < 2L * k)
                Array.Resize(ref _rows, (int)Math.Min(2L * k, _rows.Length * 2L));
            else
                Shrink();
        }

        _rows[_count++] = row;
    }

    /// <summary>The rows from <paramref name="skip"/> on, in order: up to k - skip.</summary>
    public IReadOnlyList<TRow> From(int skip)
    {
        var end = Math.Min(k, _count);
        if (skip >= end)
            return [];

        if (end < _count)
            Select(0, _count, end);
        if (skip > 0)
            Select(0, end, skip);
        _rows.AsSpan(skip, end - skip).Sort(Compare);
        return _rows[skip..end];
    }

    private void Shrink()
    {
        Select(0, _count, k);
        Array.Clear(_rows, k, _count - k);
        _count = k;
        _threshold = _rows[0];
        for (var i = 1; i < k; i++)
        {
            if (Compare(_rows[i], _threshold) > 0)
                _threshold = _rows[i];
        }
    }

    // Quickselect (Hoare): afterwards the first n of [from, to) are in front, in no particular order.
    private void Select(int from, int to, int n)
    {
        while (to - from > 1 && n > from && n < to)
        {
            var pivot = Median(_rows[from], _rows[from + ((to - from) / 2)], _rows[to - 1]);
            var (left, right) = (from, to - 1);
            while (left <= right)
            {
                while (Compare(_rows[left], pivot) < 0)
                    left++;
                while (Compare(_rows[right], pivot) > 0)
                    right--;
                if (left <= right)
                {
                    (_rows[left], _rows[right]) = (_rows[right], _rows[left]);
                    left++;
                    right--;
                }
            }

            if (n <= right + 1 && n > from)
                to = right + 1;
            else if (n >= left)
                from = left;
            else
                return;
        }
    }

    private TRow Median(TRow a, TRow b, TRow c)
    {
        if (Compare(a, b) > 0)
            (a, b) = (b, a);
        return Compare(b, c) <= 0 ? b : Compare(a, c) <= 0 ? c : a;
    }

    private int Compare(TRow left, TRow right) => _order(left, right) is not 0 and var result ? result : string.CompareOrdinal(left.Id, right.Id);
}
