using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Clubshop.LocalAws.Kms;

/// <summary>The operations that make, describe and switch keys and aliases.</summary>
internal sealed partial class KmsKeeping(KmsState state, KmsNames names, TimeProvider time)
{
    public async ValueTask<JsonObject?> CreateKeyAsync(KmsInput input)
    {
        if (input.Text("KeySpec") is not (null or "SYMMETRIC_DEFAULT") || input.Text("CustomerMasterKeySpec") is not (null or "SYMMETRIC_DEFAULT")
            || input.Text("KeyUsage") is not (null or "ENCRYPT_DECRYPT") || input.Text("Origin") is not (null or "AWS_KMS") || input.Flag("MultiRegion"))
            throw KmsException.Unsupported("symmetric keys of one region, without imported material");
        if (input.Has("Policy") || input.Has("Tags") || input.Has("CustomKeyStoreId")) throw KmsException.Unsupported("no policies, tags or key stores");
        var key = new KmsKey
        {
            Id = Guid.NewGuid().ToString("D"),
            Description = input.Text("Description") ?? "",
            CreatedAt = time.GetUtcNow(),
            Materials = [RandomNumberGenerator.GetBytes(32)],
        };
        await state.KeepAsync(new KmsEntry { Key = key });
        return new JsonObject { ["KeyMetadata"] = Describe(key) };
    }

    public JsonObject DescribeKey(KmsInput input) => new() { ["KeyMetadata"] = Describe(names.KeyOf(input.Required("KeyId"))) };

    public JsonObject ListKeys() => new()
    {
        ["Keys"] = new JsonArray([.. state.Keys.Select(key => (JsonNode)new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = names.Arn(key) })]),
        ["Truncated"] = false,
    };

    public ValueTask<JsonObject?> EnableKeyAsync(KmsInput input) => SwitchAsync(input, KmsKeyState.Enabled);

    public ValueTask<JsonObject?> DisableKeyAsync(KmsInput input) => SwitchAsync(input, KmsKeyState.Disabled);

    /// <summary>New material for what is encrypted from now on; what was encrypted before still opens.</summary>
    public async ValueTask<JsonObject?> RotateAsync(KmsInput input)
    {
        var key = ById(input);
        if (key.State == KmsKeyState.Disabled) throw KmsException.Disabled(names.Arn(key));
        await state.KeepAsync(new KmsEntry { Key = key with { Materials = [.. key.Materials, RandomNumberGenerator.GetBytes(32)] } });
        return new JsonObject { ["KeyId"] = key.Id };
    }

    public async ValueTask<JsonObject?> ScheduleDeletionAsync(KmsInput input)
    {
        var days = input.Number("PendingWindowInDays") ?? 30;
        if (days is < 7 or > 30) throw new KmsException("ValidationException", "PendingWindowInDays must be between 7 and 30.");
        var key = ById(input) with { State = KmsKeyState.PendingDeletion, DeletedAt = time.GetUtcNow().AddDays(days) };
        await state.KeepAsync(new KmsEntry { Key = key });
        return new JsonObject
        {
            ["KeyId"] = names.Arn(key),
            ["KeyState"] = nameof(KmsKeyState.PendingDeletion),
            ["DeletionDate"] = Seconds(key.DeletedAt.Value),
            ["PendingWindowInDays"] = days,
        };
    }

    public async ValueTask<JsonObject?> CancelDeletionAsync(KmsInput input)
    {
        var key = names.KeyOf(input.Required("KeyId"));
        if (key.State != KmsKeyState.PendingDeletion) throw KmsException.InvalidState(names.Arn(key), "not pending deletion");
        await state.KeepAsync(new KmsEntry { Key = key with { State = KmsKeyState.Disabled, DeletedAt = null } });
        return new JsonObject { ["KeyId"] = names.Arn(key) };
    }

    public async ValueTask<JsonObject?> CreateAliasAsync(KmsInput input)
    {
        var alias = Named(input);
        var key = Target(input);
        if (state.TargetOf(alias) is not null) throw new KmsException("AlreadyExistsException", $"An alias with the name {names.ArnOfAlias(alias)} already exists");
        await state.KeepAsync(new KmsEntry { Alias = alias, Target = key.Id });
        return null;
    }

    public async ValueTask<JsonObject?> UpdateAliasAsync(KmsInput input)
    {
        var alias = Named(input);
        var key = Target(input);
        if (state.TargetOf(alias) is null) throw KmsException.NoAlias(names.ArnOfAlias(alias));
        await state.KeepAsync(new KmsEntry { Alias = alias, Target = key.Id });
        return null;
    }

    public async ValueTask<JsonObject?> DeleteAliasAsync(KmsInput input)
    {
        var alias = Named(input);
        if (state.TargetOf(alias) is null) throw KmsException.NoAlias(names.ArnOfAlias(alias));
        await state.KeepAsync(new KmsEntry { Alias = alias });
        return null;
    }

    public JsonObject ListAliases(KmsInput input)
    {
        var only = input.Text("KeyId") is { } given ? names.KeyOf(given).Id : null;
        var aliases = state.Aliases.Where(alias => only is null || alias.Value == only).Select(alias => (JsonNode)new JsonObject
        {
            ["AliasName"] = alias.Key,
            ["AliasArn"] = names.ArnOfAlias(alias.Key),
            ["TargetKeyId"] = alias.Value,
        });
        return new JsonObject { ["Aliases"] = new JsonArray([.. aliases]), ["Truncated"] = false };
    }

    private static string Named(KmsInput input)
    {
        var alias = input.Required("AliasName");
        if (!alias.StartsWith(KmsNames.AliasPrefix, StringComparison.Ordinal))
            throw new KmsException("ValidationException", "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        if (alias.StartsWith("alias/aws/", StringComparison.Ordinal)) throw new KmsException("NotAuthorizedException", "");
        return AliasForm.IsMatch(alias)
            ? alias
            : throw KmsException.Validation("aliasName", $"'{alias}'", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
    }

    private KmsKey Target(KmsInput input)
    {
        var id = input.Required("TargetKeyId");
        if (id.Contains(KmsNames.AliasPrefix, StringComparison.Ordinal)) throw new KmsException("ValidationException", "Aliases must refer to keys. Not aliases");
        var key = names.KeyOf(id);
        return key.State != KmsKeyState.PendingDeletion ? key : throw KmsException.InvalidState(names.Arn(key), "pending deletion");
    }

    private KmsKey ById(KmsInput input)
    {
        var key = names.KeyOf(input.Required("KeyId"));
        return key.State != KmsKeyState.PendingDeletion ? key : throw KmsException.InvalidState(names.Arn(key), "pending deletion");
    }

    private async ValueTask<JsonObject?> SwitchAsync(KmsInput input, KmsKeyState to)
    {
        await state.KeepAsync(new KmsEntry { Key = ById(input) with { State = to } });
        return null;
    }

    private JsonObject Describe(KmsKey key)
    {
        var described = new JsonObject
        {
            ["AWSAccountId"] = KmsNames.Account,
            ["Arn"] = names.Arn(key),
            ["CreationDate"] = Seconds(key.CreatedAt),
            ["CurrentKeyMaterialId"] = Convert.ToHexStringLower(SHA256.HashData(key.Materials[^1])),
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["Description"] = key.Description,
            ["Enabled"] = key.State == KmsKeyState.Enabled,
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["KeyId"] = key.Id,
            ["KeyManager"] = "CUSTOMER",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeyState"] = key.State.ToString(),
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["MultiRegion"] = false,
            ["Origin"] = "AWS_KMS",
        };
        if (key.DeletedAt is { } at) described["DeletionDate"] = Seconds(at);
        return described;
    }

    private static decimal Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000m;

    [GeneratedRegex("^alias/[a-zA-Z0-9/_-]{1,250}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AliasForm { get; }
}
