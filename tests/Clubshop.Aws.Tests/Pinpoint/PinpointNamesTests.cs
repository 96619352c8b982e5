using System.Reflection;
using System.Text.Json;
using Amazon.Pinpoint;
using Amazon.Runtime;

namespace Clubshop.Aws.Tests.Pinpoint;

/// <summary>Every public name of the stand-in is one of the official package's: pinpoint-public-names.json lists them with their source.</summary>
public sealed class PinpointNamesTests
{
    private static readonly Assembly StandIn = typeof(IAmazonPinpoint).Assembly;
    private static readonly JsonElement Names = Read();

    // The types that every service's package has, named after the service.
    private static readonly Dictionary<Type, string[]> OfTheService = new()
    {
        [typeof(AmazonPinpointConfig)] = ["ServiceId", "RegionEndpointServiceName", "ServiceVersion", "UserAgent", "DetermineServiceOperationEndpoint"],
        [typeof(AmazonPinpointException)] = [],
        [typeof(AmazonPinpointRequest)] = [],
    };

    public static TheoryData<string> PublicTypes => [.. StandIn.GetExportedTypes().Select(type => type.FullName!)];

    [Fact]
    public void Assembly_Name_IsThePackages() => Assert.Equal("AWSSDK.Pinpoint", StandIn.GetName().Name);

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void PublicType_AndItsMembers_AreListed(string fullName)
    {
        var type = StandIn.GetType(fullName)!;
        Assert.Contains(type.Namespace, Texts("namespaces"));
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not ConstructorInfo and not MethodInfo { IsSpecialName: true }).Select(member => member.Name).Order(StringComparer.Ordinal);
        if (type == typeof(IAmazonPinpoint) || type == typeof(AmazonPinpointClient))
            Assert.Equal(Texts("operations").Select(name => name + "Async"), members);
        else if (OfTheService.TryGetValue(type, out var own))
            Assert.Equal(own.Order(StringComparer.Ordinal), members);
        else if (type.IsSubclassOf(typeof(AmazonPinpointException)))
            Assert.Contains(type.Name, Texts("errors"));
        else if (type.IsSubclassOf(typeof(ConstantClass)))
            Assert.Equal(Names.GetProperty("constants").GetProperty(type.Name).EnumerateArray().Select(name => name.GetString()!).Append("FindValue").Order(StringComparer.Ordinal), members);
        else
            AssertModel(type);
    }

    [Fact]
    public void Constants_Values_AreTheirNames()
    {
        foreach (var constant in Names.GetProperty("constants").EnumerateObject())
        {
            var type = StandIn.GetType("Amazon.Pinpoint." + constant.Name)!;
            Assert.All(constant.Value.EnumerateArray(), name => Assert.Equal(name.GetString(), ((ConstantClass)type.GetField(name.GetString()!)!.GetValue(null)!).Value));
        }
    }

    [Fact]
    public void Errors_OfTheOperation_AreTyped() =>
        Assert.All(Texts("errors"), name => Assert.Equal(5, StandIn.GetType("Amazon.Pinpoint.Model." + name)!.GetConstructors().Length));

    private static void AssertModel(Type type)
    {
        var listed = Names.GetProperty("types").GetProperty(type.Name).EnumerateObject().ToDictionary(member => member.Name, member => ClrName(member.Value.GetString()!));
        var actual = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).ToDictionary(member => member.Name, member => Display(member.PropertyType));
        Assert.Equal(listed.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    // v4 habits: numbers and truths are nullable.
    private static string ClrName(string wire) => wire switch
    {
        "string" => "String",
        "number" => "Int32?",
        "boolean" => "Boolean?",
        "map" => "Dictionary<String,String>",
        "lists" => "Dictionary<String,List<String>>",
        _ when wire.StartsWith("map of ", StringComparison.Ordinal) => $"Dictionary<String,{wire["map of ".Length..]}>",
        _ => wire,
    };

    private static string Display(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return inner.Name + "?";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(Display))}>"
            : type.Name;
    }

    private static IEnumerable<string> Texts(string name) => Names.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    private static JsonElement Read()
    {
        using var stream = typeof(PinpointNamesTests).Assembly.GetManifestResourceStream("pinpoint-public-names.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
