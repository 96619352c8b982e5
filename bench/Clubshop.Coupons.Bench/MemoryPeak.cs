namespace Clubshop.Coupons.Bench;

/// <summary>The most memory that was in use while it looked, above what was in use before.</summary>
internal sealed class MemoryPeak
{
    private readonly long _heap;
    private readonly long _set;
    private readonly Task _looking;
    private long _mostHeap;
    private long _mostSet;
    private volatile bool _ended;

    private MemoryPeak()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        (_heap, _set) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        _looking = Task.Run(LookAsync);
    }

    public static MemoryPeak Start() => new();

    public async Task<(long Heap, long Set)> EndAsync()
    {
        _ended = true;
        await _looking;
        return (_mostHeap - _heap, _mostSet - _set);
    }

    private async Task LookAsync()
    {
        while (!_ended)
        {
            _mostHeap = Math.Max(_mostHeap, GC.GetTotalMemory(forceFullCollection: false));
            _mostSet = Math.Max(_mostSet, Environment.WorkingSet);
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
