using System.Text.RegularExpressions;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>What the operations on tags have in common: the resource, which is a table's ARN, and the tags.</summary>
internal static partial class ResourceTags
{
    /// <summary>Most tags of a table.</summary>
    private const int Most = 50;

    /// <summary>The resource's shape. A missing resource is reported in other words than a constraint.</summary>
    public static TextShape Resource { get; } = Shapes.Text.Length(1, 1283);

    /// <summary>Tags: keys of 1 to 128 characters, values of up to 256.</summary>
    public static ListShape Tags { get; } = new(Shapes.Structure(
        "Tag", ("Key", Shapes.Text.Length(1, 128).Must()), ("Value", Shapes.Text.Length(0, 256).Must())));

    /// <summary>The name of the table that is asked for.</summary>
    /// <exception cref="DynamoDbException">ValidationException: not an ARN of a table.</exception>
    public static string TableOf(Parameters input)
    {
        var arn = input.Text("ResourceArn") ?? throw DynamoDbException.Validation("Invalid TableArn");
        return ArnPattern().IsMatch(arn)
            ? TableNames.Bare(arn)
            : throw DynamoDbException.Validation($"Invalid TableArn: Invalid ResourceArn provided as input {arn}");
    }

    /// <summary>The table, which must be there and be in this account and region: of others a caller learns nothing.</summary>
    /// <exception cref="DynamoDbException">AccessDeniedException or ResourceNotFoundException.</exception>
    public static TableDescriptor Find(Parameters input, string operation, TableDescriptor? found)
    {
        var arn = input.Text("ResourceArn")!;
        if (found is not null && TableNames.Arn(found.Name) == arn) return found;
        throw operation == nameof(ListTagsOfResource)
            ? DynamoDbException.AccessDenied(
                $"User: arn:aws:iam::{TableNames.Account}:root is not authorized to perform: dynamodb:{operation} on resource: {arn}")
            : DynamoDbException.ResourceNotFound($"Requested resource not found: ResourcArn: {arn} not found");
    }

    /// <summary>The tags of the request; the service refuses a key that occurs twice.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static List<KeyValuePair<string, string>> Read(Parameters input)
    {
        var tags = (input.Structures("Tags") ?? []).ConvertAll(tag => KeyValuePair.Create(tag.Text("Key")!, tag.Text("Value")!));
        if (tags.DistinctBy(tag => tag.Key).Count() != tags.Count)
            throw DynamoDbException.Validation("One or more parameter values were invalid: Duplicate tag keys are not allowed");
        return tags;
    }

    /// <summary>The table with the tags added or set anew.</summary>
    /// <exception cref="DynamoDbException">LimitExceededException: more than 50.</exception>
    public static TableDescriptor With(TableDescriptor table, List<KeyValuePair<string, string>> tags)
    {
        var kept = table.Tags.Where(old => !tags.Exists(tag => tag.Key == old.Key)).Concat(tags).ToList();
        return kept.Count > Most
            ? throw DynamoDbException.LimitExceeded($"Subscriber limit exceeded: The number of tags exceeds the limit of {Most}")
            : table with { Tags = kept };
    }

    [GeneratedRegex("^arn:aws:dynamodb:[^:]+:[0-9]+:table/[a-zA-Z0-9_.-]{3,255}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ArnPattern();
}
