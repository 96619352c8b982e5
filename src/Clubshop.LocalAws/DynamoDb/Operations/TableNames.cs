namespace Clubshop.LocalAws.DynamoDb.Operations;

/// <summary>Names and ARNs of tables.</summary>
internal static class TableNames
{
    /// <summary>The region of the embedded AWS.</summary>
    public const string Region = LocalAws.Region;

    /// <summary>The account of the embedded AWS.</summary>
    public const string Account = "000000000000";

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
