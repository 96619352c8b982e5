namespace Clubshop.Admin.Storage;

internal static class Surface
{
    public static Exception Pending(params object?[] used) => new NotSupportedException($"Body follows ({used.Length}).");
}
