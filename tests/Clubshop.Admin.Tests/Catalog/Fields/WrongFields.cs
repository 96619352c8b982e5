using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Catalog.Fields;

/// <summary>A record whose fields are declared with every fault that <see cref="FieldFaults"/> is to find.</summary>
internal sealed record Wrong : ICatalogRecord
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Slug { get; init; } = "";

    public string Code { get; init; } = "";

    public string City { get; init; } = "";

    public EditorialStatus Status { get; init; }

    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

internal static class WrongFields
{
    public static LineField<Wrong> Name { get; } = new(wrong => wrong.Name)
    {
        Label = "Name",
        Attribute = "name",
        Column = new("name", "its name") { Aliases = ["title"] },
        Member = "name",
        MaxLength = 100,
    };

    public static SlugField<Wrong> Slug { get; } = new(wrong => wrong.Slug, "") { Label = "", Column = null };

    // Declared, and not in All.
    public static CodeField<Wrong> Code { get; } = new(wrong => wrong.Code, "") { Column = null, NoColumn = "a sample", Member = null, NoMember = "a sample" };

    public static LineField<Wrong> City { get; } = new(wrong => wrong.City)
    {
        Label = "City",
        Attribute = "",
        Column = new("city", "its city"),
        Member = "city",
        NoMember = "and yet it has one",
        MaxLength = 100,
    };

    public static FieldSet<Wrong> All { get; } = new(Make, [Name, Slug, City]);

    /// <summary>Two fields with the same names everywhere.</summary>
    public static FieldSet<Wrong> Twice { get; } = new(
        Make, [Name, new LineField<Wrong>(wrong => wrong.City) { Label = "Name", Attribute = "name", Column = new("Title", "its title"), Member = "name", MaxLength = 100 }]);

    /// <summary>Fields that lose what they are given.</summary>
    public static FieldSet<Wrong> Losing { get; } = new(Make, [Name, new Forgetful { Label = "City", Attribute = "city", Column = new("city", "its city"), Member = "city" }, new Garbling { Label = "Code", Attribute = "code", NoColumn = "a sample", NoMember = "a sample" }]);

    private static Wrong Make(string id, Stamp stamp) => new() { Id = id, Stamp = stamp };

    private sealed class Forgetful() : Field<Wrong, string>(new(wrong => wrong.City))
    {
        internal override Func<JsonElement, string> AuditFormat => _ => "";

        private protected override string TextOf(Wrong record, Func<string, string, string> nameOf) => "";

        private protected override string ValueIn(Item item) => item.GetString(Attribute);

        internal override void Write(Wrong record, Item item)
        {
        }

        internal override void Publish(Utf8JsonWriter writer, Item item)
        {
        }

        internal override JsonShape Shape => new("string", "");

        internal override void WriteJson(Utf8JsonWriter writer, Wrong record) => writer.WriteNullValue();

        internal override Result<Wrong> ReadJson(Wrong record, JsonElement value) => record;

        internal override string WriteCell(Wrong record, CellContext context) => "";

        internal override Result<Wrong> ReadCell(Wrong record, string text, CellContext context) => record;
    }

    private sealed class Garbling() : Field<Wrong, string>(new(wrong => wrong.Code))
    {
        private protected override string ValueIn(Item item) => item.GetString(Attribute) + "!";

        internal override void Write(Wrong record, Item item) => item.Set(Attribute, Get(record));

        internal override JsonShape Shape => new("string", "");

        internal override void WriteJson(Utf8JsonWriter writer, Wrong record) => writer.WriteStringValue(Get(record));

        internal override Result<Wrong> ReadJson(Wrong record, JsonElement value) => With(record, value.GetString()!);

        internal override string WriteCell(Wrong record, CellContext context) => "";

        internal override Result<Wrong> ReadCell(Wrong record, string text, CellContext context) => record;
    }
}
