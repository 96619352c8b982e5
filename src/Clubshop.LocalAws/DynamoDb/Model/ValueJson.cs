using System.Text.Json;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>Values and items as JSON, as the service sends them.</summary>
internal static class ValueJson
{
    /// <summary>Writes <c>{"name": {"S": "…"}, …}</c>.</summary>
    public static void Write(Utf8JsonWriter output, AttributeMap item)
    {
        output.WriteStartObject();
        for (var i = 0; i < item.Count; i++)
        {
            output.WritePropertyName(item.Names[i]);
            Write(output, item.Values[i]);
        }
        output.WriteEndObject();
    }

    /// <summary>Writes <c>{"S": "…"}</c>.</summary>
    public static void Write(Utf8JsonWriter output, AttributeValue value)
    {
        output.WriteStartObject();
        switch (value)
        {
            case StringValue text:
                output.WriteString("S"u8, text.Value);
                break;
            case NumberValue number:
                output.WriteString("N"u8, number.Value.ToString());
                break;
            case BinaryValue binary:
                output.WriteBase64String("B"u8, binary.Value.Span);
                break;
            case BooleanValue boolean:
                output.WriteBoolean("BOOL"u8, boolean.Value);
                break;
            case NullValue:
                output.WriteBoolean("NULL"u8, true);
                break;
            case StringSetValue set:
                output.WriteStartArray("SS"u8);
                foreach (var item in set.Items) output.WriteStringValue(item);
                output.WriteEndArray();
                break;
            case NumberSetValue set:
                output.WriteStartArray("NS"u8);
                foreach (var item in set.Items) output.WriteStringValue(item.ToString());
                output.WriteEndArray();
                break;
            case BinarySetValue set:
                output.WriteStartArray("BS"u8);
                foreach (var item in set.Items) output.WriteBase64StringValue(item.Value.Span);
                output.WriteEndArray();
                break;
            case ListValue list:
                output.WriteStartArray("L"u8);
                foreach (var item in list.Items) Write(output, item);
                output.WriteEndArray();
                break;
            case MapValue map:
                output.WritePropertyName("M"u8);
                Write(output, map.Members);
                break;
            default:
                throw new InvalidOperationException("Unknown value type " + value.Type);
        }
        output.WriteEndObject();
    }
}
