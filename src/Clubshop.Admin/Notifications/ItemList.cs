namespace Clubshop.Admin.Notifications;

/// <summary>Several records as one answer.</summary>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
