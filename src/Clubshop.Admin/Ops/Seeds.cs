using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops;

/// <summary>Remembers which seeds were sown, so that what people changed or deleted afterwards stays so.</summary>
public sealed class Seeds(TableReader reader, UnauditedWriter unaudited)
{
    /// <summary>Does the work unless it was done to its end before; work that was cut off is done again, so it must bear that.</summary>
    public async Task OnceAsync(string name, Func<Task> work, CancellationToken cancellationToken)
    {
        var key = new ItemKey(Table.System, "SEED#" + name);
        if (await reader.ReadAsync(key, cancellationToken) is not null)
            return;
        await work();
        await unaudited.PutAsync(Table.System, new Item(key.Pk, key.Sk), null, cancellationToken);
    }
}
