using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Aws.Cognito;

/// <summary>Proves that a call comes from an app client that has a secret.</summary>
public static class SecretHash
{
    /// <summary>
    /// Base64 of HMAC-SHA256, keyed with the client's secret, over user name and client id. The user name is the one of the very
    /// same call: after a sign-in by e-mail that is Cognito's own name of the person.
    /// </summary>
    public static string Of(string userName, string clientId, string clientSecret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), Encoding.UTF8.GetBytes(userName + clientId)));
}
