using System.Globalization;

namespace Clubshop.Admin.Ui;

/// <summary>Makes ids for elements that need one and have no name.</summary>
internal static class UniqueId
{
    private static long _last;

    /// <summary>An id that is unique in this process.</summary>
    public static string Next(string prefix) => prefix + "-" + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
