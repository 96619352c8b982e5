using System.Security.Cryptography;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>The signing keys of a pool: one for ID tokens, another for access tokens.</summary>
internal sealed record PoolKeys(SigningKey Id, SigningKey Access)
{
    /// <summary>New keys, both made at the same time.</summary>
    /// <param name="newKey">Makes a private key, PKCS#1, base64: <see cref="NewKey"/>, or in tests one that costs nothing.</param>
    public static (PoolKeys Keys, PoolKeysRecord Record) Make(string poolId, Func<string> newKey)
    {
        string? id = null, access = null;
        Parallel.Invoke(() => id = newKey(), () => access = newKey());
        var record = new PoolKeysRecord(poolId, id!, access!);
        return (Read(record), record);
    }

    /// <summary>A new RSA key of 2,048 bits. Takes a few tenths of a second of processor time.</summary>
    public static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(key.ExportRSAPrivateKey());
    }

    /// <summary>Other keys under the ids of these: what a forger would sign with.</summary>
    public PoolKeys Foreign() => new(new SigningKey(NewKey(), Id.Id), new SigningKey(NewKey(), Access.Id));

    public PoolKeysRecord ToRecord(string poolId) => new(poolId, Id.Pkcs1, Access.Pkcs1);

    public static PoolKeys Read(PoolKeysRecord record) => new(new SigningKey(record.IdKey), new SigningKey(record.AccessKey));
}

/// <summary>An RSA key for RS256. One at a time: the platform does not promise that a key may be shared by threads.</summary>
internal sealed class SigningKey
{
    private readonly RSA _rsa = RSA.Create();
    private readonly Lock _gate = new();

    /// <param name="pkcs1">PKCS#1, base64.</param>
    /// <param name="id">The <c>kid</c>; null for the key's own.</param>
    public SigningKey(string pkcs1, string? id = null)
    {
        Pkcs1 = pkcs1;
        _rsa.ImportRSAPrivateKey(Convert.FromBase64String(pkcs1), out _);
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        Modulus = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus);
        Exponent = System.Buffers.Text.Base64Url.EncodeToString(key.Exponent);
        Id = id ?? Convert.ToBase64String(SHA256.HashData(key.Modulus!));
    }

    /// <summary>The private key as it is kept: PKCS#1, base64.</summary>
    public string Pkcs1 { get; }

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>The <c>n</c> of the JWK.</summary>
    public string Modulus { get; }

    /// <summary>The <c>e</c> of the JWK.</summary>
    public string Exponent { get; }

    public byte[] Sign(byte[] data)
    {
        lock (_gate)
            return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public bool Verifies(byte[] data, byte[] signature)
    {
        lock (_gate)
            return _rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
