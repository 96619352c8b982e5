using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>
/// Lets one instance at a time do recurring work. Not a fence: an instance that hangs may continue after another took over, so the work's writes are
/// conditional.
/// </summary>
/// <param name="name">What the lease is for.</param>
/// <param name="life">How long it holds without being renewed.</param>
/// <param name="reader">Reads who holds it.</param>
/// <param name="unaudited">Writes who holds it.</param>
/// <param name="time">The clock.</param>
internal sealed class Lease(string name, TimeSpan life, TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    private const string Until = "until";

    private readonly string _owner = JobOwner.New(time);
    private DateTimeOffset _until;

    /// <summary>Takes or renews the lease. Writes only when half of its life is over.</summary>
    /// <returns>Whether this instance holds it now.</returns>
    public async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_until - now > life / 2)
            return true;

        var key = new ItemKey(Table.System, "LEASE#" + name);
        var held = await reader.ReadAsync(key, cancellationToken);
        if (held is not null && held.GetString(Attributes.Owner) is var owner && owner != _owner && held.GetTime(Until) > now && !JobOwner.IsGone(owner))
            return false;

        var version = held?.Version ?? 0;
        var mine = new Item(key.Pk, key.Sk).Set(Attributes.Version, version + 1).Set(Attributes.Owner, _owner).Set(Until, now + life);
        var taken = await unaudited.PutAsync(key.Table, mine, new RowCondition.AtVersion(version), cancellationToken);
        _until = taken ? now + life : default;
        return taken;
    }
}
