using System.Globalization;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>SchemaAttributes as DescribeUserPool lists them: the standard attributes, those changed by the pool, then its own.</summary>
internal static class PoolSchema
{
    private static readonly string[] Texts =
    [
        "profile", "address", "birthdate", "gender", "preferred_username", "sub", "website", "picture", "phone_number", "name", "zoneinfo",
        "locale", "email", "given_name", "family_name", "middle_name", "nickname",
    ];

    private static readonly string[] Flags = ["phone_number_verified", "email_verified"];

    public static JsonArray Describe(IReadOnlyList<Input> own)
    {
        var list = new JsonArray();
        foreach (var name in Texts)
        {
            var attribute = Standard(name, "String", own);
            attribute["StringAttributeConstraints"] = name switch
            {
                "birthdate" => Lengths(10, 10),
                "sub" => Lengths(1, 2048),
                _ => Lengths(0, 2048),
            };
            list.Add(attribute);
        }

        foreach (var name in Flags)
            list.Add(Standard(name, "Boolean", own));
        var updated = Standard("updated_at", "Number", own);
        updated["NumberAttributeConstraints"] = new JsonObject { ["MinValue"] = "0" };
        list.Add(updated);
        foreach (var attribute in own.Where(attribute => !IsStandard(attribute.Text("Name") ?? "")))
            list.Add(Custom(attribute));
        return list;
    }

    /// <summary>Whether every pool has an attribute of this name.</summary>
    public static bool IsStandard(string name) =>
        name == "updated_at" || Texts.Contains(name, StringComparer.Ordinal) || Flags.Contains(name, StringComparer.Ordinal);

    private static JsonObject Standard(string name, string type, IReadOnlyList<Input> own)
    {
        Input? changed = own.Where(attribute => attribute.Text("Name") == name).Select(attribute => (Input?)attribute).FirstOrDefault();
        return new JsonObject
        {
            ["Name"] = name,
            ["AttributeDataType"] = type,
            ["DeveloperOnlyAttribute"] = false,
            ["Mutable"] = changed?.Flag("Mutable") ?? name != "sub",
            ["Required"] = changed?.Flag("Required") ?? name == "sub",
        };
    }

    private static JsonObject Custom(Input attribute)
    {
        var type = attribute.Text("AttributeDataType") ?? "String";
        var developerOnly = attribute.Flag("DeveloperOnlyAttribute") ?? false;
        var description = new JsonObject
        {
            ["Name"] = (developerOnly ? "dev:custom:" : "custom:") + attribute.Text("Name"),
            ["AttributeDataType"] = type,
            ["DeveloperOnlyAttribute"] = developerOnly,
            ["Mutable"] = attribute.Flag("Mutable") ?? true,
            ["Required"] = attribute.Flag("Required") ?? false,
        };
        if (type == "String")
            description["StringAttributeConstraints"] = Constraints(attribute, "StringAttributeConstraints");
        if (type == "Number")
            description["NumberAttributeConstraints"] = Constraints(attribute, "NumberAttributeConstraints");
        return description;
    }

    private static JsonNode? Constraints(Input attribute, string name) =>
        attribute.Member(name) is { } given ? Answer.Copy(given) : new JsonObject();

    private static JsonObject Lengths(int least, int most) => new()
    {
        ["MinLength"] = least.ToString(CultureInfo.InvariantCulture),
        ["MaxLength"] = most.ToString(CultureInfo.InvariantCulture),
    };
}
