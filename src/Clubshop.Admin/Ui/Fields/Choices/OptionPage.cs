namespace Clubshop.Admin.Ui.Fields.Choices;

/// <summary>What a search for options found.</summary>
/// <typeparam name="T">An option.</typeparam>
/// <param name="Items">The best ones, at most about fifty.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record OptionPage<T>(IReadOnlyList<T> Items, int Total);
