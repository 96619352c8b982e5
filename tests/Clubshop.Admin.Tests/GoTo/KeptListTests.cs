using Clubshop.Admin.GoTo;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.GoTo;

public sealed class KeptListTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly KeptList<string> _list;
    private readonly List<TaskCompletionSource<IReadOnlyList<string>>> _reads = [];

    public KeptListTests() => _list = new(_time);

    public void Dispose() => _list.Dispose();

    [Fact]
    public async Task List_AskedOnEachKey_IsReadOnceUntilItIsOld()
    {
        using var key = new CancellationTokenSource();
        var first = GetAsync(CatalogWorld.Meera, key.Token);
        await key.CancelAsync(); // more was typed
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = GetAsync(CatalogWorld.Meera);
        _reads[0].SetResult(["a"]);

        Assert.Equal(["a"], await second);
        _time.Advance(KeptList<string>.Life - TimeSpan.FromTicks(1));
        Assert.Equal(["a"], await GetAsync(CatalogWorld.Meera));
        Assert.Single(_reads);

        _time.Advance(TimeSpan.FromTicks(1));
        _ = GetAsync(CatalogWorld.Meera);
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task List_OfSomebodyElseOrOfAnotherRole_IsReadAgain()
    {
        _ = GetAsync(CatalogWorld.Meera);
        _ = GetAsync(CatalogWorld.Rohan);
        var failing = GetAsync(CatalogWorld.Rohan with { Role = Role.ReadOnly });
        Assert.Equal(3, _reads.Count);

        _reads[2].SetException(new InvalidOperationException("The database did not answer."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        _ = GetAsync(CatalogWorld.Rohan with { Role = Role.ReadOnly });
        Assert.Equal(4, _reads.Count);
    }

    private Task<IReadOnlyList<string>> GetAsync(Actor actor, CancellationToken cancellationToken = default) => _list.GetAsync(
        actor,
        _ =>
        {
            _reads.Add(new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _reads[^1].Task;
        },
        cancellationToken);
}
