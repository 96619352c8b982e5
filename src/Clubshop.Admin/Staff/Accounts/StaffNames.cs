using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The names of all staff for the audit log's filter, read from Cognito at most every five minutes.</summary>
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
