using OtpNet;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>An authenticator app: Otp.NET, which shares no code with the pool that checks its codes.</summary>
internal static class Authenticator
{
    public static string Code(string secret, DateTimeOffset now) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(now.UtcDateTime);
}
