using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Audit;

/// <summary>A record that the log can be filtered by.</summary>
/// <param name="Kind">Its kind in the audit log: <c>shop</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Sub">What tells it from others of that name; null for nothing.</param>
public sealed record AuditRecord(string Kind, string Id, string Name, string? Sub = null);

/// <summary>Finds records by name, so that nobody needs their ids; deleted ones too. From memory. Each capability registers one for its records.</summary>
public interface IAuditRecords
{
    /// <summary>The records that match best what was typed; none that the person may not see.</summary>
    IReadOnlyList<AuditRecord> Find(string text, Actor actor, int take);

    /// <summary>A record's name; null where it is not this capability's, or not known any more.</summary>
    string? NameOf(string kind, string id, Actor actor);
}
