namespace Clubshop.Admin.Notifications;

/// <summary>A list as the value of a result.</summary>
/// <param name="Items">The items.</param>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
