using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Aws.Cognito;

/// <summary>The SECRET_HASH of an app client that has a secret.</summary>
public static class SecretHash
{
    /// <summary>
    /// Base64 of HMAC-SHA256 over user name and client id, keyed with the client's secret. Use the user name of the same call: after a sign-in
    /// by e-mail, that is Cognito's user name.
    /// </summary>
    public static string Of(string userName, string clientId, string clientSecret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), Encoding.UTF8.GetBytes(userName + clientId)));
}
