using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>
/// The answer for a user who does not exist, where existence is hidden: the same each time for the same name (RFC 5054,
/// 2.5.1.3), derived from a key of the pool, and as costly as the real thing.
/// </summary>
internal static class SimulatedUser
{
    /// <summary>A salt of 16 bytes, hex.</summary>
    public static string Salt(UserPool pool, string name) => Convert.ToHexStringLower(Derive(pool, "salt", name)[..16]);

    /// <summary>A number that passes for a verifier; nobody knows its password.</summary>
    public static BigInteger Verifier(UserPool pool, string name) =>
        SrpGroup.Unsigned(HKDF.DeriveKey(HashAlgorithmName.SHA256, Derive(pool, "verifier", name), 383));

    /// <summary>USER_ID_FOR_SRP: a UUID where the pool's people sign in with something that is not their user name.</summary>
    public static string UserId(UserPool pool, string name)
    {
        var looksLikeAlias = pool.Rules.UsernameAttributes.Count > 0
            || (pool.Rules.AliasAttributes.Count > 0 && (name.Contains('@', StringComparison.Ordinal) || name.StartsWith('+')));
        return looksLikeAlias ? new Guid(Derive(pool, "id", name)[..16]).ToString() : name;
    }

    /// <summary>A masked destination for a code that is never sent.</summary>
    public static string Destination(UserPool pool, string name)
    {
        const string letters = "abcdefghijklmnoprstuvw";
        var bytes = Derive(pool, "destination", name);
        return name.Contains('@', StringComparison.Ordinal)
            ? Challenges.Codes.Mask("email", name)
            : $"{letters[bytes[0] % letters.Length]}***@{letters[bytes[1] % letters.Length]}***";
    }

    private static byte[] Derive(UserPool pool, string purpose, string name) => HMACSHA256.HashData(
        Convert.FromBase64String(pool.Record.SimulationKey),
        Encoding.UTF8.GetBytes($"{purpose}:{UserDirectory.NameKey(pool.Rules, name)}"));
}
