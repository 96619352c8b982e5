namespace Clubshop.LocalAws.Tests.Fuzzing;

/// <summary>Right requests of every operation of DynamoDB.</summary>
internal static class DynamoDbRequests
{
    public const string Arn = "arn:aws:dynamodb:ap-south-1:000000000000:table/tab";

    public const string CreateTable = """
        {"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"},
        {"AttributeName":"g","AttributeType":"N"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
        "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}
        """;

    public const string Item = """
        {"pk":{"S":"a"},"sk":{"S":"b"},"g":{"N":"1"},"n":{"N":"-1.5e2"},"s":{"S":"text"},"b":{"B":"AAAA"},"t":{"BOOL":true},"z":{"NULL":true},
        "ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["AA==","AQ=="]},"l":{"L":[{"S":"x"},{"N":"1"},{"L":[]}]},"m":{"M":{"k":{"M":{"d":{"S":"e"}}}}}}
        """;

    public static readonly (string Operation, string Body)[] All =
    [
        ("CreateTable", CreateTable.Replace("\"tab\"", "\"made\"", StringComparison.Ordinal)),
        ("CreateTable", """{"TableName":"loc","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"B"},{"AttributeName":"b","AttributeType":"N"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["c"]}}],"Tags":[{"Key":"k","Value":"v"}],"SSESpecification":{"Enabled":true}}"""),
        ("DeleteTable", """{"TableName":"made"}"""),
        ("DescribeTable", """{"TableName":"tab"}"""),
        ("UpdateTable", """{"TableName":"tab","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"new","KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}},{"Delete":{"IndexName":"old"}}]}"""),
        ("UpdateTable", """{"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},"DeletionProtectionEnabled":false}"""),
        ("UpdateTimeToLive", """{"TableName":"tab","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}}"""),
        ("DescribeTimeToLive", """{"TableName":"tab"}"""),
        ("DescribeLimits", "{}"),
        ("ListTables", """{"ExclusiveStartTableName":"made","Limit":2}"""),
        ("TagResource", Filled("""{"ResourceArn":"{arn}","Tags":[{"Key":"a","Value":"b"}]}""")),
        ("UntagResource", Filled("""{"ResourceArn":"{arn}","TagKeys":["a"]}""")),
        ("ListTagsOfResource", Filled("""{"ResourceArn":"{arn}","NextToken":"x"}""")),
        ("PutItem", Filled("""{"TableName":"tab","Item":{item},"ConditionExpression":"attribute_not_exists(pk) OR #n < :v","ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":v":{"N":"3"}},"ReturnValues":"ALL_OLD","ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"}""")),
        ("PutItem", Filled("""{"TableName":"tab","Item":{item},"Expected":{"n":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"1"},{"N":"2"}]},"s":{"Exists":false}},"ConditionalOperator":"OR"}""")),
        ("PutItem", Filled("""{"TableName":"tab","Item":{item}}""")),
        ("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"ConsistentRead":true,"ProjectionExpression":"#a.k.d, l[0], ns","ExpressionAttributeNames":{"#a":"m"},"ReturnConsumedCapacity":"TOTAL"}"""),
        ("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"AttributesToGet":["s","n"]}"""),
        ("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"UpdateExpression":"SET n = if_not_exists(n, :z) + :v, l = list_append(l, :l), m.k.d = :s REMOVE t, l[1] ADD ns :ns DELETE ss :ss","ConditionExpression":"size(s) > :z AND (contains(ss, :s) OR NOT begins_with(s, :s)) AND n BETWEEN :z AND :v AND s IN (:s, :s)","ExpressionAttributeValues":{":v":{"N":"1"},":z":{"N":"0"},":l":{"L":[{"S":"y"}]},":s":{"S":"te"},":ns":{"NS":["3"]},":ss":{"SS":["a"]}},"ReturnValues":"UPDATED_NEW"}"""),
        ("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"1"}},"s":{"Action":"PUT","Value":{"S":"x"}},"ss":{"Action":"DELETE","Value":{"SS":["a"]}},"t":{"Action":"DELETE"}},"Expected":{"s":{"Value":{"S":"x"},"Exists":true}},"ReturnValues":"ALL_NEW"}"""),
        ("DeleteItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"ConditionExpression":"attribute_type(s, :t)","ExpressionAttributeValues":{":t":{"S":"S"}},"ReturnValues":"ALL_OLD"}"""),
        ("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :p AND begins_with(sk, :s)","FilterExpression":"n <> :n","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"b"},":n":{"N":"7"}},"Limit":3,"ScanIndexForward":false,"ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"S":"c"}},"Select":"COUNT"}"""),
        ("Query", """{"TableName":"tab","IndexName":"gsi","KeyConditions":{"g":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":"1"}]}},"QueryFilter":{"s":{"ComparisonOperator":"NOT_NULL"}},"AttributesToGet":["pk"],"ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"S":"c"},"g":{"N":"1"}}}"""),
        ("Scan", """{"TableName":"tab","FilterExpression":"attribute_exists(m.k) AND size(l) >= :z","ExpressionAttributeValues":{":z":{"N":"0"}},"Segment":0,"TotalSegments":2,"Limit":10}"""),
        ("Scan", """{"TableName":"tab","ScanFilter":{"s":{"ComparisonOperator":"CONTAINS","AttributeValueList":[{"S":"t"}]}},"IndexName":"gsi"}"""),
        ("BatchGetItem", """{"RequestItems":{"tab":{"Keys":[{"pk":{"S":"a"},"sk":{"S":"b"}},{"pk":{"S":"a"},"sk":{"S":"c"}}],"ConsistentRead":true,"ProjectionExpression":"pk"}},"ReturnConsumedCapacity":"TOTAL"}"""),
        ("BatchWriteItem", Filled("""{"RequestItems":{"tab":[{"PutRequest":{"Item":{item}}},{"DeleteRequest":{"Key":{"pk":{"S":"a"},"sk":{"S":"z"}}}}]}}""")),
        ("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"ProjectionExpression":"s"}}]}"""),
        ("TransactWriteItems", Filled("""{"ClientRequestToken":"token","TransactItems":[{"Put":{"TableName":"tab","Item":{item},"ReturnValuesOnConditionCheckFailure":"ALL_OLD","ConditionExpression":"attribute_exists(pk)"}},{"Update":{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"u"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}},{"Delete":{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"d"}}}},{"ConditionCheck":{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"c"}},"ConditionExpression":"attribute_not_exists(pk)"}}]}""")),
    ];

    private static string Filled(string body) => body.Replace("{item}", Item, StringComparison.Ordinal).Replace("{arn}", Arn, StringComparison.Ordinal);
}
