using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>A key as KMS made it: to use, and to store.</summary>
/// <param name="Secret">32 bytes in the clear.</param>
/// <param name="Blob">The same, sealed by KMS.</param>
/// <param name="KmsKey">ARN of the key in KMS that sealed it.</param>
internal sealed record MadeKey(byte[] Secret, byte[] Blob, string KmsKey);

/// <summary>What the portal asks of KMS, with its refusals in words. Each key is bound to its name and to this installation's tables.</summary>
public sealed class KeyService(IAmazonKeyManagementService kms, TableNames tables, IOptions<SealingOptions> options)
{
    /// <summary>The same KMS key for the tables of another prefix, such as those that a backup was restored to.</summary>
    /// <param name="other">The tables.</param>
    /// <param name="boundTo">The name of the system table under which the data keys were made; null for its name now.</param>
    internal KeyService For(TableNames other, string? boundTo) => new(kms, other, Options.Create(options.Value.Bound(boundTo)));

    private string KeyId => options.Value.KeyIdInEffect;

    /// <summary>ARN of the key that <c>Sealing:KeyId</c> names now.</summary>
    /// <exception cref="SealingUnavailableException">There is none that may be used.</exception>
    public Task<string> CurrentKeyAsync(CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var key = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = KeyId }, cancellationToken)).KeyMetadata;
        if (key.KeyState != KeyState.Enabled)
            throw new SealingUnavailableException($"{Named} is {key.KeyState}: enable it in KMS, or set Sealing:KeyId to another one.", mayPass: false, new DisabledException(key.Arn));
        return key.KeySpec == KeySpec.SYMMETRIC_DEFAULT && key.KeyUsage == KeyUsageType.ENCRYPT_DECRYPT
            ? key.Arn
            : throw new SealingUnavailableException(
                $"{Named} is a key of the kind {key.KeySpec}: Sealing:KeyId needs a symmetric one that encrypts.", mayPass: false, new InvalidKeyUsageException(key.Arn));
    });

    /// <summary>Has KMS make a key under a name.</summary>
    internal Task<MadeKey> MakeAsync(string name, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var request = new GenerateDataKeyRequest { KeyId = KeyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Context(name) };
        var made = await kms.GenerateDataKeyAsync(request, cancellationToken);
        return new MadeKey(made.Plaintext.ToArray(), made.CiphertextBlob.ToArray(), made.KeyId);
    });

    /// <summary>Has KMS open a stored key; null when it was changed, or stored under another name.</summary>
    internal Task<byte[]?> OpenAsync(string name, ReadOnlyMemory<byte> blob, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var request = new DecryptRequest { CiphertextBlob = new MemoryStream(blob.ToArray()), EncryptionContext = Context(name) };
        try
        {
            return (await kms.DecryptAsync(request, cancellationToken)).Plaintext.ToArray();
        }
        catch (InvalidCiphertextException)
        {
            return null;
        }
    });

    /// <summary>Has KMS open every data key that is stored.</summary>
    /// <param name="reader">Reads the system table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many there are, and how many do not open.</returns>
    /// <exception cref="SealingUnavailableException">The key service does not answer, or refuses the key.</exception>
    internal async Task<(int Keys, int Broken)> CheckStoredAsync(TableReader reader, CancellationToken cancellationToken)
    {
        var (keys, broken) = (0, 0);
        await foreach (var stored in reader.QueryAllAsync(new(Table.System, KeyRing.Pk) { Consistent = true }, cancellationToken))
        {
            keys++;
            broken += await OpenAsync(KeyRing.NameOf(stored.Sk), stored.GetBytes(KeyRing.Blob), cancellationToken) is null ? 1 : 0;
        }

        return (keys, broken);
    }

    private string Named => $"The key {KeyId} (Sealing:KeyId)";

    private Dictionary<string, string> Context(string name) => new(StringComparer.Ordinal) { ["key"] = name, ["table"] = options.Value.BoundTo ?? tables[Table.System] };

    private async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (NotFoundException gone)
        {
            throw new SealingUnavailableException($"{Named} is not in KMS: set it to one that is, in the region of Aws:Region.", mayPass: false, gone);
        }
        catch (Exception off) when (off is DisabledException or KMSInvalidStateException)
        {
            throw new SealingUnavailableException($"{Named}, or the one that sealed a data key, is switched off: enable it in KMS.", mayPass: false, off);
        }
        catch (AmazonServiceException refused) when (refused.ErrorCode is "AccessDeniedException" or "InvalidKeyUsageException")
        {
            throw new SealingUnavailableException(
                $"{Named} may not be used by the portal: it needs kms:DescribeKey, kms:GenerateDataKey and kms:Decrypt on it.", mayPass: false, refused);
        }
        catch (Exception lost) when (lost is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException)
        {
            throw Away(lost);
        }
        catch (TaskCanceledException timedOut) when (timedOut.InnerException is TimeoutException)
        {
            throw Away(timedOut);
        }
    }

    private static SealingUnavailableException Away(Exception cause) =>
        new("Personal fields cannot be read or written now: the key service (KMS) does not answer. Nothing was changed; try again in a minute.", mayPass: true, cause);
}
