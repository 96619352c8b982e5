using System.Globalization;
using Clubshop.Admin.Localization;

namespace Clubshop.Admin.Tests.Localization;

/// <summary>Until it is disposed of, what this test asks for is said in Hindi.</summary>
internal sealed class InHindi : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public InHindi() => Languages.Use(Languages.Hindi);

    public void Dispose() => CultureInfo.CurrentUICulture = _before;
}
