using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// The pool's public signing keys: loaded when first needed, again when a token names an unknown one, and after
/// <see cref="MaxAge"/>. Safe for concurrent use; one request at a time.
/// </summary>
internal sealed class PoolKeys(Uri address, HttpClient http, TimeProvider time) : IDisposable
{
    /// <summary>Unknown keys cause at most one request in this time: a forged key id must not make us call Cognito each time.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMinutes(1);

    /// <summary>The longest time for which a key that Cognito withdrew is still trusted.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    private const int MinKeyBits = 2048;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile KeySet? _keys;

    /// <summary>The key with that id; null when the pool has none.</summary>
    /// <exception cref="CognitoUnavailableException">The keys could not be loaded.</exception>
    public async Task<SecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (Fresh(_keys, keyId, out var key))
            return key;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Fresh(_keys, keyId, out key))
                return key;
            var loaded = new KeySet(await LoadAsync(cancellationToken), time.GetTimestamp());
            _keys = loaded;
            return loaded.Keys.TryGetValue(keyId, out var found) ? found : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // True when the answer (perhaps "no such key") needs no request.
    private bool Fresh(KeySet? keys, string keyId, out SecurityKey? key)
    {
        key = null;
        if (keys is null)
            return false;
        var age = time.GetElapsedTime(keys.LoadedAt);
        if (age < MaxAge && keys.Keys.TryGetValue(keyId, out var found))
        {
            key = found;
            return true;
        }

        return age < MinInterval;
    }

    private async Task<Dictionary<string, SecurityKey>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or KeyNotFoundException
                                      or InvalidOperationException or FormatException
                                      || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CognitoUnavailableException("The pool's signing keys could not be read.", e);
        }
    }

    private static Dictionary<string, SecurityKey> Read(JsonElement root)
    {
        var keys = new Dictionary<string, SecurityKey>(StringComparer.Ordinal);
        foreach (var key in root.GetProperty("keys").EnumerateArray())
        {
            if (Text(key, "kty") != "RSA" || Text(key, "use") is not (null or "sig") || Text(key, "alg") is not (null or "RS256"))
                continue;
            var modulus = Base64Url.DecodeFromChars(Text(key, "n"));
            if (Text(key, "kid") is { Length: > 0 } id && modulus.Length * 8 >= MinKeyBits)
                keys[id] = new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = Base64Url.DecodeFromChars(Text(key, "e")) }) { KeyId = id };
        }

        return keys;

        static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private sealed record KeySet(Dictionary<string, SecurityKey> Keys, long LoadedAt);
}
