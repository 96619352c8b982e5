namespace Clubshop.Admin.Input;

/// <summary>
/// Reads the name of one value of an enum, whatever its case. .NET's own also takes numbers, and several names with commas between, which it
/// adds up to another value: <c>push,sms</c> would be SMS alone. Pure.
/// </summary>
public static class EnumReader
{
    /// <summary>The value of this name; null where there is none.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="name">The name, as it was written.</param>
    public static T? Read<T>(string? name)
        where T : struct, Enum => Names<T>.Values.TryGetValue(name?.Trim() ?? "", out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().DistinctBy(value => value).ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
