namespace Clubshop.Admin.Audit;

/// <summary>Names what an id stands for, so that no entry shows people a bare id; each capability registers one for its records, as a singleton.</summary>
/// <param name="NameOf">The name; null for an id that is none of the capability's.</param>
public sealed record AuditNames(Func<string, string?> NameOf);
