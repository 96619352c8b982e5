namespace Clubshop.LocalAws.Kms;

/// <summary>Ids, ARNs and aliases: how requests name a key, and answers do.</summary>
internal sealed class KmsNames(KmsState state, string region)
{
    /// <summary>The account that ARNs name.</summary>
    public const string Account = "000000000000";

    /// <summary>What every alias begins with.</summary>
    public const string AliasPrefix = "alias/";

    public string Arn(KmsKey key) => ArnOfKey(key.Id);

    public string ArnOfAlias(string alias) => $"arn:aws:kms:{region}:{Account}:{alias}";

    /// <summary>The key that an id, an ARN, an alias or an alias's ARN names.</summary>
    /// <exception cref="KmsException">NotFoundException.</exception>
    public KmsKey KeyOf(string given)
    {
        var name = given;
        if (given.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (given.Split(':', 6) is not ["arn", "aws", "kms", var place, Account, var resource]) throw new KmsException("InvalidArnException", $"Invalid arn {given}");
            if (place != region) throw new KmsException("NotFoundException", $"Invalid arn {place}");
            name = resource.StartsWith("key/", StringComparison.Ordinal) ? resource[4..] : resource;
        }
        if (name.StartsWith(AliasPrefix, StringComparison.Ordinal))
            return (state.TargetOf(name) is { } id ? state.Find(id) : null) ?? throw KmsException.NoAlias(ArnOfAlias(name));
        if (!Guid.TryParseExact(name, "D", out _)) throw new KmsException("NotFoundException", $"Invalid keyId '{name}'");
        return state.Find(name) ?? throw KmsException.NoKey(ArnOfKey(name));
    }

    private string ArnOfKey(string id) => $"arn:aws:kms:{region}:{Account}:key/{id}";
}
