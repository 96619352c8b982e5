namespace Clubshop.Admin.Input;

/// <summary>
/// Reads the name of one enum value, ignoring case. <see cref="Enum.Parse{TEnum}(string)"/> also accepts numbers and comma-separated names, which it
/// combines to another value: <c>push,sms</c> would be read as SMS. Pure.
/// </summary>
public static class EnumReader
{
    /// <summary>The value with this name; null when there is none.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="name">The name as typed.</param>
    public static T? Read<T>(string? name)
        where T : struct, Enum => Names<T>.Values.TryGetValue(name?.Trim() ?? "", out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().DistinctBy(value => value).ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
