using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn.Audit;

/// <summary>
/// Names typed at sign-in, in the form that the audit log may keep. People type passwords into the wrong box, so a name that never signed in
/// is kept as a keyed hash: the same name can be recognised but not read.
/// </summary>
internal sealed class AttemptedNames(TableReader reader, UnauditedWriter unaudited, IDataProtectionProvider protection) : IDisposable
{
    /// <summary>Prefix of the id of a name that never signed in.</summary>
    public const string Unknown = "name:";

    private const int KeyBytes = 32;
    private static readonly ItemKey KeyItem = new(Table.System, "SECRET#typed-names");
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.TypedNames");
    private readonly SemaphoreSlim _gate = new(1, 1);
    private byte[]? _key;

    /// <summary>The id and name of the person who has signed in with this name, else <c>name:</c> and a hash.</summary>
    public async Task<(string Id, string Name)> ResolveAsync(string typed, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(typed, cancellationToken);
        return await reader.ReadAsync(KnownKey(hash), cancellationToken) is { } known
            ? (known.GetString("person"), known.GetString("name"))
            : (Unknown + hash[..16], "a name that never signed in");
    }

    /// <summary>Remembers that a person signed in with this name.</summary>
    public async Task RememberAsync(string typed, string personId, string name, CancellationToken cancellationToken)
    {
        var key = KnownKey(await HashAsync(typed, cancellationToken));
        await unaudited.PutAsync(Table.System, new Item(key.Pk).Set("person", personId).Set("name", name), null, cancellationToken);
    }

    /// <summary>The keyed hash of a name, ignoring case and surrounding spaces.</summary>
    public async Task<string> HashAsync(string typed, CancellationToken cancellationToken)
    {
        _key ??= await KeyAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant())));
    }

    public void Dispose() => _gate.Dispose();

    private async Task<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_key is not null)
                return _key;

            // When two instances both find no key, the first to write wins, and both read what was written.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                if (await reader.ReadAsync(KeyItem, cancellationToken) is { } item)
                    return _protector.Unprotect(item.GetBytes("key").ToArray());

                var fresh = new Item(KeyItem.Pk).SetBytes("key", _protector.Protect(RandomNumberGenerator.GetBytes(KeyBytes)));
                await unaudited.PutAsync(Table.System, fresh, new RowCondition.Absent(), cancellationToken);
            }

            throw new InvalidOperationException("The key for typed names was written but cannot be read.");
        }
        finally
        {
            _gate.Release();
        }
    }

    private static ItemKey KnownKey(string hash) => new(Table.System, "NAME#" + hash);
}
