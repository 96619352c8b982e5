using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.Pinpoint.Internal;

/// <summary>
/// The service's JSON for any of the model's types. A member's name on the wire is the property's name; members that are not set are
/// left out; constants are their text.
/// </summary>
internal static class PinpointJson
{
    public static readonly JsonSerializerOptions Options = Build();

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyModelMembers, LeaveOutUnset } },
            Converters = { new ConstantConverterFactory() },
        };
        options.MakeReadOnly();
        return options;
    }

    // Requests and responses inherit members of the SDK's runtime, which are not on the wire.
    private static void OnlyModelMembers(JsonTypeInfo type)
    {
        if (!typeof(AmazonWebServiceRequest).IsAssignableFrom(type.Type) && !typeof(AmazonWebServiceResponse).IsAssignableFrom(type.Type))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Type.GetProperty(type.Properties[i].Name)?.DeclaringType != type.Type)
                type.Properties.RemoveAt(i);
    }

    // With AWSConfigs.InitializeCollections an empty collection means "not set"; without it, null does and empty is sent.
    private static void LeaveOutUnset(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.ShouldSerialize = static (_, value) =>
                value is not null && !(AWSConfigs.InitializeCollections && value is ICollection { Count: 0 });
    }

    private sealed class ConstantConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ConstantClass).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ConstantConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class ConstantConverter<T> : JsonConverter<T>
        where T : ConstantClass
    {
        private static readonly Func<string, T> Find =
            typeof(T).GetMethod("FindValue", [typeof(string)])!.CreateDelegate<Func<string, T>>();

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } value ? Find(value) : null;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
