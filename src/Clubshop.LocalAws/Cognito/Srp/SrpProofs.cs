using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>What the server asked of a client that proves a password: bound to its SECRET_BLOCK.</summary>
/// <param name="ClientId">The app client.</param>
/// <param name="PoolId">The pool.</param>
/// <param name="UserId">USER_ID_FOR_SRP.</param>
/// <param name="Exists">Whether there is such a user; if not, no proof is ever right.</param>
/// <param name="ClientPublic">A.</param>
/// <param name="ServerSecret">b.</param>
/// <param name="ServerPublic">B.</param>
/// <param name="Verifier">v at that moment.</param>
/// <param name="Salt">Hex.</param>
/// <param name="ExpiresAt">When the block ends.</param>
internal sealed record SrpProof(
    string ClientId,
    string PoolId,
    string UserId,
    bool Exists,
    BigInteger ClientPublic,
    BigInteger ServerSecret,
    BigInteger ServerPublic,
    BigInteger Verifier,
    string Salt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>A as the client sent it: what both sides hash.</summary>
    public BigInteger HashedPublic { get; init; }
}

/// <summary>
/// The server side of USER_SRP_AUTH. The numbers of a sign-in under way stay here, in memory; the client holds a random SECRET_BLOCK
/// that names them, works once, and ends with AuthSessionValidity. A restart ends what is under way, as a time-out would.
/// </summary>
internal sealed class SrpProofs(TimeProvider clock)
{
    private const int BlockBytes = 192;
    private const int Most = 50_000;
    private const string TimestampForm = "ddd MMM d HH':'mm':'ss 'UTC' yyyy";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, SrpProof> _open = new(StringComparer.Ordinal);

    /// <summary>Starts a proof for a user, or for a made-up one.</summary>
    public (string SecretBlock, SrpProof Proof) Ask(UserPool pool, ClientRecord client, UserRecord? user, string typedName, string clientPublic)
    {
        if (SrpGroup.FromHex(clientPublic) is not { } a || (a % SrpGroup.N).IsZero)
            throw Refusals.InvalidParameter("Invalid SRP_A");
        var known = user?.Password;
        var salt = known?.Salt ?? SimulatedUser.Salt(pool, typedName);
        var verifier = known is null
            ? SimulatedUser.Verifier(pool, typedName)
            : SrpGroup.Unsigned(Convert.FromBase64String(known.Verifier));
        var secret = SrpGroup.Unsigned(RandomNumberGenerator.GetBytes(32));
        var serverPublic = ((SrpGroup.K * verifier) + SrpGroup.Power(SrpGroup.G, secret)) % SrpGroup.N;
        var now = clock.GetUtcNow();
        var proof = new SrpProof(
            client.Id, pool.Id, user?.Username ?? SimulatedUser.UserId(pool, typedName), known is not null,
            a % SrpGroup.N, secret, serverPublic, verifier, salt, now + client.Rules.SessionLife)
        {
            HashedPublic = a,
        };
        Sweep(now);
        var block = Convert.ToBase64String(RandomNumberGenerator.GetBytes(BlockBytes));
        _open[block] = proof;
        return (block, proof);
    }

    /// <summary>
    /// The proof of an answered block, which is used up by this; null when it was never issued, has been used, has expired, or belongs to
    /// another client.
    /// </summary>
    public SrpProof? Take(string secretBlock, ClientRecord client) =>
        _open.TryRemove(secretBlock, out var proof) && proof.ClientId == client.Id && clock.GetUtcNow() <= proof.ExpiresAt ? proof : null;

    /// <summary>Whether the claim proves the password. Does the work for made-up users too.</summary>
    public bool Holds(UserPool pool, SrpProof proof, string secretBlock, string signature, string timestamp)
    {
        var stamped = ReadTimestamp(timestamp);
        var scrambler = SrpGroup.Scrambler(proof.HashedPublic, proof.ServerPublic);
        var secret = SrpGroup.Power(
            proof.ClientPublic * SrpGroup.Power(proof.Verifier, scrambler) % SrpGroup.N, proof.ServerSecret);
        var key = SrpGroup.SessionKey(secret, scrambler);
        var expected = SrpGroup.Signature(key, pool.SrpName, proof.UserId, Convert.FromBase64String(secretBlock), timestamp);
        var right = CryptographicOperations.FixedTimeEquals(expected, Decode(signature));
        return right && proof.Exists && (clock.GetUtcNow() - stamped).Duration() <= Skew;
    }

    /// <summary>A time such as <c>Tue Mar 3 09:05:07 UTC 2026</c>: English, 24 hours, no leading zero on the day.</summary>
    private static DateTimeOffset ReadTimestamp(string timestamp) =>
        DateTimeOffset.TryParseExact(
            timestamp, TimestampForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stamped)
            ? stamped
            : throw Refusals.InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");

    private static byte[] Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : [];
    }

    private void Sweep(DateTimeOffset now)
    {
        if (_open.Count < Most)
            return;
        foreach (var (block, proof) in _open)
        {
            if (proof.ExpiresAt < now)
                _open.TryRemove(block, out _);
        }

        if (_open.Count >= Most)
            throw new CognitoException("TooManyRequestsException", "Too many sign-ins are under way.");
    }
}
