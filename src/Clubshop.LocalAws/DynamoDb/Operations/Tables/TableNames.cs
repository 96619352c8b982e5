namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>Names and ARNs of tables.</summary>
internal static class TableNames
{
    /// <summary>The region of the embedded AWS.</summary>
    public const string Region = LocalAws.Region;

    /// <summary>The account of the embedded AWS.</summary>
    public const string Account = "000000000000";

    /// <summary>The ARN of the account's AWS-managed key for DynamoDB.</summary>
    public const string ManagedKeyArn = $"arn:aws:kms:{Region}:{Account}:key/5ca1ab1e-0000-4000-8000-00000000d0d0";

    private const string Prefix = "arn:aws:dynamodb:";

    /// <summary>The table's ARN.</summary>
    public static string Arn(string table) => $"{Prefix}{Region}:{Account}:table/{table}";

    /// <summary>The name, of a name or an ARN.</summary>
    public static string Bare(string nameOrArn)
    {
        if (!nameOrArn.StartsWith(Prefix, StringComparison.Ordinal)) return nameOrArn;
        var mark = nameOrArn.IndexOf(":table/", StringComparison.Ordinal);
        return mark < 0 ? nameOrArn : nameOrArn[(mark + 7)..];
    }
}
