using System.Globalization;

namespace Clubshop.Admin.Ui;

/// <summary>Ids for elements that need one and have no name of their own.</summary>
internal static class UniqueId
{
    private static long _last;

    /// <summary>An id that no other element of this process has.</summary>
    public static string Next(string prefix) => prefix + "-" + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
