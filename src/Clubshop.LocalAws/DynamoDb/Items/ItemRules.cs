using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Items;

/// <summary>What a table asks of its items and keys.</summary>
internal static class ItemRules
{
    /// <summary>Largest item: 400 KB.</summary>
    public const int MaxSize = 400 * 1024;

    /// <summary>Longest partition key in bytes.</summary>
    private const int MaxPartition = 2048;

    /// <summary>Longest sort key in bytes.</summary>
    private const int MaxSort = 1024;

    /// <summary>Refuses a key that is not exactly the table's.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckKey(TableDescriptor table, AttributeMap key)
    {
        var names = table.Keys.Names;
        foreach (var name in names)
        {
            if (key[name] is not { } value || value.Type != table.TypeOf(name)) throw KeyMismatch();
        }
        if (key.Count != names.Count) throw KeyMismatch();
        CheckKeyValues(table, key);
    }

    /// <summary>Refuses an item that lacks the table's key, or whose index keys are not of the declared types.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckItem(TableDescriptor table, AttributeMap item)
    {
        foreach (var name in table.Keys.Names)
        {
            if (item[name] is not { } value)
                throw DynamoDbException.Validation($"One or more parameter values were invalid: Missing the key {name} in the item");
            if (value.Type != table.TypeOf(name))
                throw DynamoDbException.Validation(
                    $"One or more parameter values were invalid: Type mismatch for key {name} expected: {table.TypeOf(name)} actual: {value.Type}");
        }
        CheckKeyValues(table, item);
        CheckIndexKeys(table, item);
    }

    /// <summary>Refuses attributes that an index has for a key and that are not of the declared type, or empty.</summary>
    /// <param name="table">The table.</param>
    /// <param name="item">The item as it would be.</param>
    /// <param name="isUpdate">Whether to use the messages of an update.</param>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckIndexKeys(TableDescriptor table, AttributeMap item, bool isUpdate = false)
    {
        // Of several indexes with the attribute as a key, the first by name is reported.
        foreach (var index in table.Indexes.OrderBy(index => index.Name, StringComparer.Ordinal))
        {
            foreach (var name in index.Keys.Names)
            {
                if (item[name] is not { } value || table.Keys.Has(name)) continue;
                if (value.Type != table.TypeOf(name))
                    throw DynamoDbException.Validation(
                        $"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                        + $"Expected: {table.TypeOf(name)} Actual: {value.Type} IndexName: {index.Name}");
                if (IsEmpty(value) is { } kind)
                    throw DynamoDbException.Validation(isUpdate
                        ? "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value "
                            + $"that is not supported. The AttributeValue for a key attribute cannot contain an empty {kind} value."
                        : "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
                            + $"The AttributeValue for a key attribute cannot contain an empty {kind} value. IndexName: {index.Name}, IndexKey: {name}");
                CheckSize(value, index.Keys.Partitions.Contains(name));
            }
        }
    }

    private static void CheckKeyValues(TableDescriptor table, AttributeMap key)
    {
        foreach (var name in table.Keys.Names)
        {
            var value = key[name]!;
            if (IsEmpty(value) is { } kind)
                throw DynamoDbException.Validation(
                    $"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {kind} value. Key: {name}");
            CheckSize(value, name == table.Keys.Partition);
        }
    }

    /// <summary>The refusal of a key that is not of the table's form.</summary>
    public static DynamoDbException KeyMismatch() => DynamoDbException.Validation("The provided key element does not match the schema");

    private static void CheckSize(AttributeValue value, bool isPartition)
    {
        if (isPartition && value.Size > MaxPartition)
            throw DynamoDbException.Validation(
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
        if (!isPartition && value.Size > MaxSort)
            throw DynamoDbException.Validation(
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    private static string? IsEmpty(AttributeValue value) => value switch
    {
        StringValue { Value.Length: 0 } => "string",
        BinaryValue { Value.Length: 0 } => "binary",
        _ => null,
    };
}
