using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>Makes, checks and remembers passwords: an SRP verifier for the present one, a hash for each earlier one.</summary>
internal sealed class Passwords(TimeProvider clock)
{
    private const int HistoryRounds = 2_000;
    private const int LongestHistory = 24;

    /// <summary>
    /// The user with a new password, the old one moved to the history. The policy is checked first, then the history. Costs about a
    /// millisecond of processor time, and as much for each remembered password.
    /// </summary>
    /// <exception cref="CognitoException">InvalidPasswordException or PasswordHistoryPolicyViolationException.</exception>
    public UserRecord Set(UserPool pool, UserRecord user, string password)
    {
        var policy = pool.Rules.Passwords;
        policy.Check(password);
        if (policy.HistorySize > 0 && Remembered(pool, user, password, policy.HistorySize))
        {
            throw new CognitoException(
                "PasswordHistoryPolicyViolationException", "Password has previously been used.");
        }

        // Every password is remembered, whatever the policy says today: it may require a longer history tomorrow.
        List<PasswordHash> history = [Remember(password), .. user.History ?? []];
        return user with
        {
            Password = Make(pool, user.Username, password),
            History = history.Count > LongestHistory ? history[..LongestHistory] : history,
            DemoPassword = null,
        };
    }

    /// <summary>Salt and verifier of a password.</summary>
    public PasswordRecord Make(UserPool pool, string username, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var verifier = SrpGroup.Verifier(pool.SrpName, username, password, SrpGroup.Unsigned(salt));
        return new PasswordRecord(
            Convert.ToHexStringLower(salt),
            Convert.ToBase64String(verifier.ToByteArray(isUnsigned: true, isBigEndian: true)),
            clock.GetUtcNow());
    }

    /// <summary>
    /// Whether the password is the user's. Does the same work for a user who has no password or does not exist, so that the time reveals nothing.
    /// </summary>
    public static bool Matches(UserPool pool, UserRecord? user, string password)
    {
        var salt = user?.Password?.Salt ?? SimulatedUser.Salt(pool, user?.Username ?? "");
        var verifier = SrpGroup.Verifier(pool.SrpName, user?.Username ?? "", password, SrpGroup.FromHex(salt)!.Value);
        var expected = user?.Password is { } kept ? Convert.FromBase64String(kept.Verifier) : [];
        return CryptographicOperations.FixedTimeEquals(verifier.ToByteArray(isUnsigned: true, isBigEndian: true), expected);
    }

    /// <summary>Whether the user's password is a temporary one that has ended.</summary>
    public bool Expired(UserPool pool, UserRecord user) =>
        user.Status == UserStatus.ForceChange
        && user.Password is { } password
        && clock.GetUtcNow() > password.SetAt.AddDays(pool.Rules.Passwords.TemporaryDays);

    private static bool Remembered(UserPool pool, UserRecord user, string password, int size)
    {
        // The history's newest entry is the present password.
        var utf8 = Encoding.UTF8.GetBytes(password);
        foreach (var earlier in (user.History ?? []).Take(size))
        {
            var hash = Rfc2898DeriveBytes.Pbkdf2(
                utf8, Convert.FromBase64String(earlier.Salt), HistoryRounds, HashAlgorithmName.SHA256, 32);
            if (CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(earlier.Hash)))
                return true;
        }

        return false;
    }

    private static PasswordHash Remember(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), salt, HistoryRounds, HashAlgorithmName.SHA256, 32);
        return new PasswordHash(Convert.ToBase64String(salt), Convert.ToBase64String(hash));
    }
}
