using OtpNet;

namespace Clubshop.Admin.Browser;

/// <summary>The app on a person's phone. It gives each code once, because a code works once.</summary>
internal sealed class Authenticator(string secret)
{
    private const int Step = 30;
    private readonly Totp _codes = new(Base32Encoding.ToBytes(secret.Replace(" ", "", StringComparison.Ordinal)), Step);
    private long _last;

    /// <summary>The next code that was not given yet, up to one step ahead of the clock, which the service accepts.</summary>
    /// <exception cref="InvalidOperationException">All codes that would be accepted now were given.</exception>
    public string Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Step;
        _last = Math.Max(_last + 1, now);
        if (_last > now + 1)
            throw new InvalidOperationException("Two codes of this half minute were used; give the journey another account.");
        return _codes.ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(_last * Step).UtcDateTime);
    }
}
