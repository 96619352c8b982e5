using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Staff;

/// <summary>The names of everybody who works here, for the audit log's filter; asked of Cognito every five minutes at most.</summary>
internal sealed class StaffNames(StaffPool pool, TimeProvider time) : IAuditPeople
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private (IReadOnlyDictionary<string, string> Names, DateTimeOffset At)? _known;

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetUtcNow() - known.At < Life)
            return known.Names;

        var names = await pool.NamesAsync(cancellationToken);
        _known = (names, time.GetUtcNow());
        return names;
    }
}
