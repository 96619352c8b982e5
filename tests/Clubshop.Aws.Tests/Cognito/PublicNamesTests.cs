using System.Reflection;
using System.Text.Json;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;

namespace Clubshop.Aws.Tests.Cognito;

/// <summary>
/// Every public name of the stand-in is one of the official package's: cognito-public-names.json lists them with their source.
/// </summary>
public sealed class PublicNamesTests
{
    private static readonly Assembly StandIn = typeof(IAmazonCognitoIdentityProvider).Assembly;
    private static readonly JsonElement Names = Documents.PublicNames;

    private static readonly Dictionary<string, JsonElement> Operations = Names.GetProperty("operations").EnumerateObject()
        .Concat(Names.GetProperty("moreOperations").EnumerateObject()).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static readonly HashSet<string> Constants =
        Names.GetProperty("constants").EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    // The types that every service's package has, named after the service.
    private static readonly Dictionary<Type, string[]> OfTheService = new()
    {
        [typeof(AmazonCognitoIdentityProviderConfig)] =
            ["ServiceId", "RegionEndpointServiceName", "ServiceVersion", "UserAgent", "DetermineServiceOperationEndpoint"],
        [typeof(AmazonCognitoIdentityProviderException)] = [],
        [typeof(AmazonCognitoIdentityProviderRequest)] = [],
        [typeof(InvalidParameterException)] = ["ReasonCode"],
    };

    public static TheoryData<string> PublicTypes => [.. StandIn.GetExportedTypes().Select(t => t.FullName!)];

    [Fact]
    public void Assembly_Name_IsThePackages() => Assert.Equal("AWSSDK.CognitoIdentityProvider", StandIn.GetName().Name);

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void PublicType_AndItsMembers_AreListed(string fullName)
    {
        var type = StandIn.GetType(fullName)!;
        Assert.Contains(type.Namespace, Names.GetProperty("namespaces").EnumerateArray().Select(n => n.GetString()));
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is not ConstructorInfo and not MethodInfo { IsSpecialName: true }).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        if (type == typeof(IAmazonCognitoIdentityProvider) || type == typeof(AmazonCognitoIdentityProviderClient))
            Assert.Equal(Operations.Keys.Select(o => o + "Async").Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        else if (OfTheService.TryGetValue(type, out var own))
            Assert.Equal(own.Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        else if (type.IsSubclassOf(typeof(AmazonCognitoIdentityProviderException)))
            AssertException(type, members);
        else if (type.IsSubclassOf(typeof(ConstantClass)))
            AssertConstants(type, members);
        else
            AssertModel(type, ModelMembers(type));
    }

    [Fact]
    public void Operations_Unsigned_AreTheOnesTheModelNames()
    {
        var isPublic = StandIn.GetType("Amazon.CognitoIdentityProvider.Internal.Operations")!.GetMethod("IsPublic")!;
        foreach (var (name, shape) in Operations)
        {
            var request = Activator.CreateInstance(StandIn.GetType($"Amazon.CognitoIdentityProvider.Model.{name}Request")!);
            Assert.Equal((name, !shape.GetProperty("signed").GetBoolean()), (name, (bool)isPublic.Invoke(null, [request])!));
        }
    }

    [Fact]
    public void Errors_OfEveryOperation_AreTyped()
    {
        var missing = Names.GetProperty("operations").EnumerateObject()
            .SelectMany(o => o.Value.GetProperty("errors").EnumerateArray()).Select(e => e.GetString()!).Distinct()
            .Where(e => StandIn.GetType($"Amazon.CognitoIdentityProvider.Model.{e}") is null);
        Assert.Empty(missing);
    }

    [Fact]
    public void Constructors_OfTheClient_AreTheOfficialOverloads()
    {
        string[] first =
        [
            "", "AWSCredentials", "String,String", "String,String,String",
        ];
        var expected = first.SelectMany(f => new[] { f, Join(f, "RegionEndpoint"), Join(f, "AmazonCognitoIdentityProviderConfig") });
        var actual = typeof(AmazonCognitoIdentityProviderClient).GetConstructors()
            .Select(c => string.Join(',', c.GetParameters().Select(p => p.ParameterType.Name)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

        static string Join(string first, string last) => first.Length == 0 ? last : $"{first},{last}";
    }

    private static void AssertException(Type type, HashSet<string> members)
    {
        Assert.Contains(type.Name, Names.GetProperty("errors").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(members);
        Assert.Equal(5, type.GetConstructors().Length);
    }

    private static void AssertConstants(Type type, HashSet<string> members)
    {
        var listed = Names.GetProperty("constants").GetProperty(type.Name).EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
        Assert.Equal(listed.Keys.Append("FindValue").Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        foreach (var (name, value) in listed)
            Assert.Equal(value, ((ConstantClass)type.GetField(name)!.GetValue(null)!).Value);
    }

    // Requests and responses may lack a member that the .NET package's sources were not seen to have; they never have one more.
    private static void AssertModel(Type type, Dictionary<string, string> listed)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            Assert.True(listed.TryGetValue(property.Name, out var wire), $"{type.Name}.{property.Name} is in no list");
            Assert.Equal($"{property.Name}: {ClrName(wire!)}", $"{property.Name}: {Display(property.PropertyType)}");
            Assert.True(property.CanWrite);
        }
    }

    private static Dictionary<string, string> ModelMembers(Type type)
    {
        foreach (var (suffix, part) in new[] { ("Request", "input"), ("Response", "output") })
            if (type.Name.EndsWith(suffix, StringComparison.Ordinal) && Operations.TryGetValue(type.Name[..^suffix.Length], out var operation))
                return Listed(operation.GetProperty(part));
        return Listed(Names.GetProperty("types").GetProperty(type.Name));

        static Dictionary<string, string> Listed(JsonElement members) =>
            members.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }

    // v4 habits: numbers, truths and times are nullable; a list of constants is a list of their text.
    private static string ClrName(string wire) => wire switch
    {
        "string" => "String",
        "number" => "Int32?",
        "boolean" => "Boolean?",
        "Date" => "DateTime?",
        "Record<string, string>" => "Dictionary<String,String>",
        _ when wire.EndsWith("[]", StringComparison.Ordinal) =>
            wire[..^2] is var item && (item == "string" || Constants.Contains(item)) ? "List<String>" : $"List<{wire[..^2]}>",
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
}
