using Microsoft.Extensions.Time.Testing;

namespace Clubshop.LocalAws.Tests;

/// <summary>Time that moves only when a test says so.</summary>
internal static class TestTime
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider New() => new(Start);
}
