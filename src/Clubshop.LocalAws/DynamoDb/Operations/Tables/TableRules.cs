using Clubshop.LocalAws.DynamoDb.Requests;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>What the service asks of a table's description, in its order.</summary>
internal static class TableRules
{
    /// <summary>Most global indexes of a table.</summary>
    public const int MaxGlobal = 20;

    private const string Invalid = "One or more parameter values were invalid: ";
    private const int MaxLocal = 5;
    private const int MaxKeysOfAKind = 4;
    private const int MaxIncluded = 100;

    /// <summary>Refuses a CreateTable that does not describe a table.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckCreate(Parameters input)
    {
        RequireName(input);
        RefuseUnsupported(input);
        var defined = TableRequests.ReadAttributes(input);
        var keys = TableRequests.ReadKeys(input);
        CheckBilling(input);
        CheckTableKeys(keys, defined);
        var used = keys.Select(key => key.Name).ToHashSet();
        var names = new HashSet<string>();
        CheckLocal(input, keys, defined, names, used);
        CheckGlobal(input, defined, names, used);
        if (used.Count != defined.Count)
            throw Wrong(input.Has("LocalSecondaryIndexes") || input.Has("GlobalSecondaryIndexes")
                ? "Some AttributeDefinitions are not used. AttributeDefinitions: "
                    + $"[{Join(defined.Select(one => one.Key))}], keys used: [{Join(used)}]"
                : "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
    }

    /// <summary>Refuses an index that does not fit the attributes.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckIndex(Parameters index, List<KeyValuePair<string, string>> defined, bool isGlobal)
    {
        var keys = TableRequests.ReadKeys(index);
        var missing = keys.Exists(key => !defined.Exists(one => one.Key == key.Name));
        if (missing)
            throw Wrong("Some index key attributes are not defined in AttributeDefinitions. "
                + $"Keys: [{Join(keys.Select(key => key.Name))}], AttributeDefinitions: [{Join(defined.Select(one => one.Key))}]");
        CheckKeyTypes(keys, isGlobal);
    }

    /// <summary>Refuses a projection that contradicts itself.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckProjection(Parameters index)
    {
        var projection = index.Structure("Projection")!;
        var type = projection.Text("ProjectionType") ?? throw Wrong("Unknown ProjectionType: null");
        var named = projection.Texts("NonKeyAttributes");
        if (named is not null && type != "INCLUDE") throw Wrong($"ProjectionType is {type}, but NonKeyAttributes is specified");
        if (named is null && type == "INCLUDE") throw Wrong("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }

    /// <summary>Refuses a request without a table's name, in the words of the operations on tables.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void RequireName(Parameters input)
    {
        if (!input.Has("TableName"))
            throw DynamoDbException.Validation("The parameter 'TableName' is required but was not present in the request");
    }

    /// <summary>Refuses by name what the embedded service does not have, rather than leaving it out silently.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void RefuseUnsupported(Parameters input)
    {
        if (input.Structure("StreamSpecification") is { } stream)
        {
            if (stream.Flag("StreamEnabled") == true) throw DynamoDbException.Validation("StreamSpecification is not supported by the embedded AWS");
            if (stream.Has("StreamViewType")) throw Wrong("StreamViewType can be specified only when StreamEnabled is true");
        }
        if (input.Structure("SSESpecification") is not { } encryption) return;
        if (encryption.Has("KMSMasterKeyId")) throw DynamoDbException.Validation("KMSMasterKeyId is not supported by the embedded AWS");
        if (encryption.Text("SSEType") == "AES256") throw Wrong("SSEType AES256 is not supported");
    }

    /// <summary>A refusal of a parameter.</summary>
    public static DynamoDbException Wrong(string message) => DynamoDbException.Validation(Invalid + message);

    private static void CheckBilling(Parameters input)
    {
        var onDemand = input.Text("BillingMode") == "PAY_PER_REQUEST";
        if (onDemand && input.Has("ProvisionedThroughput"))
            throw Wrong("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        if (!onDemand && !input.Has("ProvisionedThroughput"))
            throw Wrong("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
    }

    private static void CheckTableKeys(List<(string Name, string Type)> keys, List<KeyValuePair<string, string>> defined)
    {
        var missing = keys.Exists(key => !defined.Exists(one => one.Key == key.Name));
        var twice = keys.Count == 2 && keys[0].Name == keys[1].Name && defined.Count == 1;
        if ((keys.Count == 2 && missing) || twice) throw DynamoDbException.Validation("Invalid KeySchema: Some index key attribute have no definition");
        if (missing)
            throw Wrong("Some index key attributes are not defined in AttributeDefinitions. "
                + $"Keys: [{Join(keys.Select(key => key.Name))}], AttributeDefinitions: [{Join(defined.Select(one => one.Key))}]");
        CheckKeyTypes(keys);
    }

    private static void CheckKeyTypes(List<(string Name, string Type)> keys, bool isGlobal = false)
    {
        if (isGlobal && (keys.Count > 2 || keys.TrueForAll(key => key.Type == "HASH")))
        {
            CheckManyKeys(keys);
            return;
        }
        if (keys.Count == 2 && keys[0].Name == keys[1].Name)
            throw DynamoDbException.Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        if (keys[0].Type != "HASH")
            throw DynamoDbException.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (keys.Count == 2 && keys[1].Type != "RANGE")
            throw DynamoDbException.Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }

    /// <summary>A key of several attributes: HASH ones first, up to four of each kind, no attribute twice.</summary>
    private static void CheckManyKeys(List<(string Name, string Type)> keys)
    {
        if (keys[0].Type != "HASH")
            throw DynamoDbException.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (keys.DistinctBy(key => key.Name).Count() != keys.Count)
            throw DynamoDbException.Validation("Invalid KeySchema: Some index key attributes are named more than once");
        if (keys.FindLastIndex(key => key.Type == "HASH") > keys.FindIndex(key => key.Type == "RANGE") && keys.Exists(key => key.Type == "RANGE"))
            throw DynamoDbException.Validation("Invalid KeySchema: HASH key elements must come before RANGE key elements");
        if (keys.CountBy(key => key.Type).Any(kind => kind.Value > MaxKeysOfAKind))
            throw DynamoDbException.Validation($"Invalid KeySchema: An index can have at most {MaxKeysOfAKind} key elements of a type");
    }

    private static void CheckLocal(
        Parameters input,
        List<(string Name, string Type)> tableKeys,
        List<KeyValuePair<string, string>> defined,
        HashSet<string> names,
        HashSet<string> used)
    {
        if (input.Structures("LocalSecondaryIndexes") is not { } indexes) return;
        if (indexes.Count == 0) throw Wrong("List of LocalSecondaryIndexes is empty");
        if (tableKeys.Count != 2)
            throw Wrong("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        foreach (var index in indexes)
        {
            CheckIndex(index, defined, isGlobal: false);
            var (name, keys) = (index.Text("IndexName")!, TableRequests.ReadKeys(index));
            if (keys.Count != 2) throw Wrong("Index KeySchema does not have a range key for index: " + name);
            if (keys[0].Name != tableKeys[0].Name)
                throw Wrong("Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + $"{name}. index hash key: {keys[0].Name}, table hash key: {tableKeys[0].Name}");
            CheckProjection(index);
            if (!names.Add(name)) throw Wrong("Duplicate index name: " + name);
            used.UnionWith(keys.Select(key => key.Name));
        }
        if (indexes.Count > MaxLocal)
            throw Wrong($"LocalSecondaryIndex count exceeds the per-table limit of {MaxLocal}");
    }

    private static void CheckGlobal(
        Parameters input, List<KeyValuePair<string, string>> defined, HashSet<string> names, HashSet<string> used)
    {
        if (input.Structures("GlobalSecondaryIndexes") is not { } indexes) return;
        if (indexes.Count == 0) throw Wrong("List of GlobalSecondaryIndexes is empty");
        var onDemand = input.Text("BillingMode") == "PAY_PER_REQUEST";
        foreach (var index in indexes)
        {
            CheckIndex(index, defined, isGlobal: true);
            CheckProjection(index);
            var name = index.Text("IndexName")!;
            if (onDemand == index.Has("ProvisionedThroughput"))
                throw Wrong(onDemand
                    ? $"ProvisionedThroughput should not be specified for index: {name} when BillingMode is PAY_PER_REQUEST"
                    : $"ProvisionedThroughput must be specified for index: {name}");
            if (!names.Add(name)) throw Wrong("Duplicate index name: " + name);
            used.UnionWith(TableRequests.ReadKeys(index).Select(key => key.Name));
        }
        if (indexes.Count > MaxGlobal) throw Wrong($"GlobalSecondaryIndex count exceeds the per-table limit of {MaxGlobal}");
        var included = indexes.Sum(index => index.Structure("Projection")!.Texts("NonKeyAttributes")?.Count ?? 0);
        if (included > MaxIncluded)
            throw Wrong($"Number of projected NonKeyAttributes exceeds the limit of {MaxIncluded}");
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
