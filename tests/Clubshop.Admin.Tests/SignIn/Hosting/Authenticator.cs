using System.Globalization;
using OtpNet;

namespace Clubshop.Admin.Tests.SignIn.Hosting;

/// <summary>An authenticator app: Otp.NET, which shares no code with the pool that checks its codes.</summary>
public sealed class Authenticator(string secret, TimeProvider time)
{
    private readonly Totp _codes = new(Base32Encoding.ToBytes(secret));

    public string Secret => secret;

    public string Code() => _codes.ComputeTotp(time.GetUtcNow().UtcDateTime);

    /// <summary>A code that is wrong now and near now.</summary>
    public string WrongCode() => ((int.Parse(Code(), CultureInfo.InvariantCulture) + 123_457) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
}
