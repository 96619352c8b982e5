using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>Creates the key in a KMS on the developer's machine. In AWS, the account owner creates the key, with a policy.</summary>
public sealed class SealingKey(IAmazonKeyManagementService kms, IOptions<SealingOptions> options)
{
    /// <summary>Creates the key under its alias unless there is one. Safe to repeat.</summary>
    /// <exception cref="InvalidOperationException"><c>Sealing:KeyId</c> is not an alias, and there is no such key.</exception>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        var id = options.Value.KeyIdInEffect;
        if (await IsThereAsync(id, cancellationToken))
            return;
        if (!id.StartsWith("alias/", StringComparison.Ordinal))
            throw new InvalidOperationException($"Sealing:KeyId is {id}, and there is no such key: leave it out, or name an alias such as {SealingOptions.DefaultKeyId}.");

        var made = await kms.CreateKeyAsync(new CreateKeyRequest { Description = "Seals personal fields of Clubshop Admin" }, cancellationToken);
        try
        {
            await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = id, TargetKeyId = made.KeyMetadata.KeyId }, cancellationToken);
        }
        catch (AlreadyExistsException)
        {
            // Another instance was faster; the key made here stays unused.
        }
    }

    private async Task<bool> IsThereAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = id }, cancellationToken);
            return true;
        }
        catch (NotFoundException)
        {
            return false;
        }
    }
}
