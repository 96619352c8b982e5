namespace Clubshop.Admin.Audit;

/// <summary>Names whom the audit log can be filtered by, besides those seen on the page; register at most one.</summary>
public interface IAuditPeople
{
    /// <summary>Everybody who works here: id in the staff pool and name. May be some minutes old.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken);
}
