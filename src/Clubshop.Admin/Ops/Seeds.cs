using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops;

/// <summary>Remembers which seeds are done, so that later changes and deletions are not undone.</summary>
public sealed class Seeds(TableReader reader, UnauditedWriter unaudited)
{
    /// <summary>Runs the work unless it finished before. Interrupted work runs again, so it must be idempotent.</summary>
    public async Task OnceAsync(string name, Func<Task> work, CancellationToken cancellationToken)
    {
        var key = new ItemKey(Table.System, "SEED#" + name);
        if (await reader.ReadAsync(key, cancellationToken) is not null)
            return;
        await work();
        await unaudited.PutAsync(Table.System, new Item(key.Pk, key.Sk), null, cancellationToken);
    }
}
