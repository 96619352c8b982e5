namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Expressions: what they mean, and how a wrong one is refused.</summary>
public sealed class ExpressionTests
{
    private const string Item = """
        "pk":{"S":"a"},"sk":{"S":"b"},"n":{"N":"5"},"s":{"S":"hello"},"b":{"BOOL":true},"set":{"SS":["x","y"]},
        "l1":{"L":[{"N":"1"},{"S":"two"}]},"m":{"M":{"deep1":{"N":"7"},"empty":{"M":{} } } }
        """;

    [Theory]
    [InlineData("attribute_exists(n)", true)]
    [InlineData("attribute_not_exists(n)", false)]
    [InlineData("attribute_exists(m.deep1) AND NOT attribute_exists(m.nothing)", true)]
    [InlineData("attribute_type(l1, :l)", true)]
    [InlineData("n = :five", true)]
    [InlineData("n <> :five", false)]
    [InlineData("absent1 <> :five", true)]
    [InlineData("absent1 = :five", false)]
    [InlineData("n > :four AND n < :six", true)]
    [InlineData("n BETWEEN :four AND :six", true)]
    [InlineData("NOT n BETWEEN :four AND :six", false)]
    [InlineData("n IN (:four, :five)", true)]
    [InlineData("begins_with(s, :he)", true)]
    [InlineData("contains(s, :ell)", true)]
    [InlineData("contains(#set, :x)", true)]
    [InlineData("contains(l1, :two)", true)]
    [InlineData("size(s) = :five", true)]
    [InlineData("size(l1) < size(s)", true)]
    [InlineData("l1[1] = :two", true)]
    [InlineData("l1[5] = :two", false)]
    [InlineData("m.deep1 > n", true)]
    [InlineData("(n = :four OR s = :hello) AND b = :true", true)]
    [InlineData("n = :four OR s = :hello AND b = :true", true)]
    [InlineData("s > :five", false)]
    public async Task Condition_OnAnItem_HoldsOrNot(string expression, bool holds)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{{{Item}}} }""");
        var values = new Dictionary<string, string>
        {
            [":l"] = """{"S":"L"}""",
            [":five"] = """{"N":"5"}""",
            [":four"] = """{"N":"4"}""",
            [":six"] = """{"N":"6.0"}""",
            [":he"] = """{"S":"he"}""",
            [":hello"] = """{"S":"hello"}""",
            [":ell"] = """{"S":"ell"}""",
            [":x"] = """{"S":"x"}""",
            [":two"] = """{"S":"two"}""",
            [":true"] = """{"BOOL":true}""",
        }.Where(pair => System.Text.RegularExpressions.Regex.IsMatch(expression, pair.Key + "\\b")).Select(pair => $"\"{pair.Key}\":{pair.Value}").ToList();
        var more = (values.Count > 0 ? $$""","ExpressionAttributeValues":{{{string.Join(',', values)}}}""" : "")
            + (expression.Contains('#', StringComparison.Ordinal) ? ""","ExpressionAttributeNames":{"#set":"set"}""" : "");
        var (status, body) = await endpoint.SendAsync("DeleteItem", $$"""
            {"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"ConditionExpression":"{{expression}}"{{more}}}
            """);
        Assert.True(status == (holds ? 200 : 400), body.ToJsonString());
        if (!holds) Assert.Equal("The conditional request failed", (string?)body["message"]);
    }

    [Theory]
    [InlineData("", "The expression can not be empty;")]
    [InlineData("a = ", "Syntax error; token: \"<EOF>\", near: \"=\"")]
    [InlineData("a == :v", "Syntax error; token: \"=\", near: \"== :v\"")]
    [InlineData("((a = :v))", "The expression has redundant parentheses;")]
    [InlineData("nope(a)", "Invalid function name; function: nope")]
    [InlineData("size(a)", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("attribute_exists(a) = :v", "The function is not allowed to be used this way in an expression; function: attribute_exists")]
    [InlineData("name = :v", "Attribute name is a reserved keyword; reserved keyword: name")]
    [InlineData("#a = :v", "An expression attribute name used in the document path is not defined; attribute name: #a")]
    [InlineData("a = :w", "An expression attribute value used in expression is not defined; attribute value: :w")]
    [InlineData("a = a", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]")]
    [InlineData("contains(a)", "Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1")]
    [InlineData("attribute_exists(:v)", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("attribute_type(a, :v)", "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")]
    [InlineData("a BETWEEN :v AND :n", "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {N:1}")]
    public async Task Condition_Wrong_IsRefusedInTheServicesWords(string expression, string message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var refusal = await endpoint.RefusalAsync("PutItem", $$"""
            {"TableName":"tab","Item":{"pk":{"S":"a"} },"ConditionExpression":"{{expression}}",
             "ExpressionAttributeValues":{":v":{"S":"x"},":n":{"N":"1"} } }
            """);
        Assert.Equal("1 validation error detected: Invalid ConditionExpression: " + message, refusal);
    }

    [Theory]
    [InlineData("INVALID SYNTAX HERE", "Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"")]
    [InlineData("SET a = :v SET c = :v", "The \"SET\" section can only be used once in an update expression;")]
    [InlineData("SET a = :v, a.c = :v", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, c]")]
    [InlineData("SET a.c = :v, a[0] = :v", "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, c], path two: [a, [0]]")]
    [InlineData("SET a = nope(:v)", "Invalid function name; function: nope")]
    [InlineData("SET a = a + :v", "Incorrect operand type for operator or function; operator or function: +, operand type: S")]
    [InlineData("SET a = list_append(a, :v)", "Incorrect operand type for operator or function; operator or function: list_append, operand type: S")]
    [InlineData("SET a = if_not_exists(:v, a)", "Operator or function requires a document path; operator or function: if_not_exists")]
    public async Task Update_Wrong_IsRefusedInTheServicesWords(string expression, string message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var refusal = await endpoint.RefusalAsync("UpdateItem", $$"""
            {"TableName":"tab","Key":{"pk":{"S":"a"} },"UpdateExpression":"{{expression}}","ExpressionAttributeValues":{":v":{"S":"x"} } }
            """);
        Assert.Equal("1 validation error detected: Invalid UpdateExpression: " + message, refusal);
    }

    [Theory]
    [InlineData("SET n = n + :two", """ "n":{"N":"7"} """)]
    [InlineData("SET n = :two - n", """ "n":{"N":"-3"} """)]
    [InlineData("SET l1 = list_append(l1, :list)", """ "l1":{"L":[{"N":"1"},{"S":"two"},{"N":"9"}]} """)]
    [InlineData("SET n = if_not_exists(n, :two), q = if_not_exists(q, :two)", """ "n":{"N":"5"},"q":{"N":"2"} """)]
    [InlineData("SET l1[0] = :two, l1[9] = :two", """ "l1":{"L":[{"N":"2"},{"S":"two"},{"N":"2"}]} """)]
    [InlineData("SET m.deep1 = :two", """ "m":{"M":{"deep1":{"N":"2"} } } """)]
    [InlineData("REMOVE l1[0]", null)]
    [InlineData("ADD n :two, #set :strings", """ "n":{"N":"7"},"set":{"SS":["x","y","z"]} """)]
    [InlineData("DELETE #set :strings", """ "set":{"SS":["y"]} """)]
    public async Task Update_OfAnItem_ReturnsWhatItTouched(string expression, string? updated)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{{{Item}}} }""");
        var values = new Dictionary<string, string>
        {
            [":two"] = """{"N":"2"}""",
            [":list"] = """{"L":[{"N":"9"}]}""",
            [":strings"] = expression.StartsWith("ADD", StringComparison.Ordinal) ? """{"SS":["z","x"]}""" : """{"SS":["x"]}""",
        }.Where(pair => expression.Contains(pair.Key, StringComparison.Ordinal)).Select(pair => $"\"{pair.Key}\":{pair.Value}").ToList();
        var more = (values.Count > 0 ? $$""","ExpressionAttributeValues":{{{string.Join(',', values)}}}""" : "")
            + (expression.Contains('#', StringComparison.Ordinal) ? ""","ExpressionAttributeNames":{"#set":"set"}""" : "");
        var answer = await endpoint.CallAsync("UpdateItem", $$"""
            {"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"ReturnValues":"UPDATED_NEW","UpdateExpression":"{{expression}}"{{more}}}
            """);
        if (expression.StartsWith("SET l1[0]", StringComparison.Ordinal))
        {
            var item = await endpoint.CallAsync("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"ProjectionExpression":"l1"}""");
            answer = new System.Text.Json.Nodes.JsonObject { ["Attributes"] = item["Item"]!.DeepClone() };
        }
        if (updated is null) return;
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse($"{{{updated}}}"), answer["Attributes"]), answer.ToJsonString());
    }
}
