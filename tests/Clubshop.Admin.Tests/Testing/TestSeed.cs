using System.Globalization;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// The seed of a test that plays one long scenario at random: another one each run. A failure tells it; environment variable
/// <c>CLUBSHOP_SEED</c> plays that one again. What is short is a property instead (CsCheck, which shrinks it too).
/// </summary>
internal static class TestSeed
{
    public static int Next() =>
        int.TryParse(Environment.GetEnvironmentVariable("CLUBSHOP_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1_000_000);
}
