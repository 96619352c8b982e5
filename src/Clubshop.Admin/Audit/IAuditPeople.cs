namespace Clubshop.Admin.Audit;

/// <summary>The people whom the audit log can be filtered by, in addition to those on the page.</summary>
public interface IAuditPeople
{
    /// <summary>All staff: id in the staff pool and name. May be some minutes old.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken);
}
