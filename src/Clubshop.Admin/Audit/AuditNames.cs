namespace Clubshop.Admin.Audit;

/// <summary>Resolves ids to names, so that entries show no bare ids. Each capability registers one singleton for its records.</summary>
/// <param name="NameOf">The name of an id; null if the capability does not know it.</param>
public sealed record AuditNames(Func<string, string?> NameOf);
