using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Names that were typed at the door, as the audit log may keep them. People type passwords into the wrong box, so a name that never
/// signed in is kept as a keyed hash: the same name can be recognised, but not read.
/// </summary>
internal sealed class TypedNames(TableReader reader, UnauditedWriter unaudited, IDataProtectionProvider protection) : IDisposable
{
    /// <summary>How the id of a name begins that never signed in.</summary>
    public const string Unknown = "name:";

    private const int KeyBytes = 32;
    private static readonly ItemKey KeyItem = new(Table.System, "SECRET#typed-names");
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.TypedNames");
    private readonly SemaphoreSlim _one = new(1, 1);
    private byte[]? _key;

    /// <summary>Whose name it is: the id and name of a person who has signed in with it, else <c>name:</c> and a hash.</summary>
    public async Task<(string Id, string Name)> WhoAsync(string typed, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(typed, cancellationToken);
        return await reader.ReadAsync(KnownKey(hash), cancellationToken) is { } known
            ? (known.GetString("person"), known.GetString("name"))
            : (Unknown + hash[..16], "a name that never signed in");
    }

    /// <summary>Remembers that a person signed in with a name.</summary>
    public async Task LearnAsync(string typed, string personId, string name, CancellationToken cancellationToken)
    {
        var key = KnownKey(await HashAsync(typed, cancellationToken));
        await unaudited.PutAsync(Table.System, new Item(key.Pk).Set("person", personId).Set("name", name), null, cancellationToken);
    }

    /// <summary>The keyed hash of a name, whatever its case and the spaces around it.</summary>
    public async Task<string> HashAsync(string typed, CancellationToken cancellationToken)
    {
        _key ??= await KeyAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant())));
    }

    public void Dispose() => _one.Dispose();

    private async Task<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_key is not null)
                return _key;

            // Of two instances that both find none, the first to write wins, and both read what was written.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                if (await reader.ReadAsync(KeyItem, cancellationToken) is { } item)
                    return _protector.Unprotect(item.GetBytes("key").ToArray());

                var fresh = new Item(KeyItem.Pk).SetBytes("key", _protector.Protect(RandomNumberGenerator.GetBytes(KeyBytes)));
                await unaudited.PutAsync(Table.System, fresh, new RowCondition.Absent(), cancellationToken);
            }

            throw new InvalidOperationException("The key of typed names was written and is not there.");
        }
        finally
        {
            _one.Release();
        }
    }

    private static ItemKey KnownKey(string hash) => new(Table.System, "NAME#" + hash);
}
