using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>
/// Records of a kind as JSON: the fields that people edit, as their declarations say, and around them what the portal knows. A field that is added to a
/// kind is in its JSON and in the document without another line.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="fields">The fields.</param>
internal sealed class RecordJson<T>(FieldSet<T> fields)
    where T : class, ICatalogRecord
{
    // Never put into a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields.</summary>
    public FieldSet<T> Fields => fields;

    /// <summary>A record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="phase">What the clock says of it; null where the kind has no time, or it is not published.</param>
    public JsonObject Write(T record, Phase? phase)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("id", record.Id);
            writer.WriteNumber("version", record.Stamp.Version);
            foreach (var field in fields)
            {
                writer.WritePropertyName(field.JsonName);
                field.WriteJson(writer, record);
            }

            if (phase is { } now)
                writer.WriteString("phase", now.ToString().ToLowerInvariant());
            writer.WriteString("createdAt", Times.ToText(record.Stamp.CreatedAt));
            writer.WriteString("createdBy", record.Stamp.CreatedBy);
            writer.WriteString("updatedAt", Times.ToText(record.Stamp.UpdatedAt));
            writer.WriteString("updatedBy", record.Stamp.UpdatedBy);
            writer.WriteEndObject();
        }

        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    /// <summary>
    /// The record with the members that were sent; those that were not stay as they are. The problems are of members that nobody knows, and of values
    /// of another type; the field of each is the member as it was sent.
    /// </summary>
    /// <param name="record">The record as it is.</param>
    /// <param name="members">A JSON object without repeated members.</param>
    public Result<T> Read(T record, JsonElement members)
    {
        List<Problem> problems = [];
        foreach (var member in members.EnumerateObject())
        {
            if (fields.FirstOrDefault(field => field.JsonName == member.Name) is not { } field)
            {
                problems.Add(new("unknown-member", $"There is no such member to write. The members are {string.Join(", ", fields.Select(one => one.JsonName))}.", Named(member.Name)));
                continue;
            }

            var read = field.ReadJson(record, member.Value);
            if (read.Ok)
                record = read.Value;
            else
                problems.AddRange(read.Problems.Select(problem => problem with { Field = field.JsonName }));
        }

        return problems.Count == 0 ? record : Result<T>.Refused(problems);
    }

    /// <summary>A problem's field by its member's name.</summary>
    public string? MemberOf(string? field) => fields.Find(field)?.JsonName ?? field;

    private static string Named(string member) => Input.TextCut.Shown(member, 60);
}

/// <summary>Bodies that are JSON objects.</summary>
internal static class JsonBodies
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Registry.Api.ApiProblems.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The object; null where the body is none, is too deep, or repeats a member.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
