using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>
/// A picture, by its name (<see cref="PictureFiles.IsName"/>); empty for none. The record is saved with it only while it is kept (<see cref="PictureRows"/>). A file brings
/// no pictures, but keeps those that it was exported with.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class PictureField<T> : StringField<T>, IPictureFormField
    where T : class
{
    private const int Shown = 8;

    /// <summary>The picture of a kind; the same for all.</summary>
    /// <param name="property">The property.</param>
    [SetsRequiredMembers]
    public PictureField(Expression<Func<T, string>> property)
        : base(property)
    {
        (Label, Attribute, Member, Optional) = (L.Later("Picture"), "picture", "picture", true);
        Column = new("picture", L.Later("the name of a picture that is kept, as an export writes it; addresses are not followed, and an empty cell leaves the picture"));
    }

    /// <inheritdoc/>
    public override string? HelperText
    {
        get => base.HelperText ?? L[$"JPEG, PNG or WebP, up to {PictureFiles.MaxBytes / (1024 * 1024)} MB. A large one is made smaller here before it is sent."];
        init => base.HelperText = value;
    }

    string IPictureFormField.UploadUrl => PictureEndpoints.Upload;

    string IPictureFormField.Accept => PictureFiles.Accepted;

    int IPictureFormField.MaxBytes => PictureFiles.MaxBytes;

    int IPictureFormField.MaxSide => PictureFiles.LargestSide;

    string IPictureFormField.PathOf(string picture) => PictureFiles.PathOf(picture, 640);

    internal override Func<JsonElement, string> AuditFormat => value => Words(value.ToString());

    internal override JsonShape Shape => new("string", "Name of a picture that was added in the portal, 64 hexadecimal digits; empty: none");

    // 64 digits say nothing to a person, and eight tell two pictures apart.
    private static string Words(string name) => PictureFiles.IsName(name) ? L[$"picture {name[..Shown]}"] : name;

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => Words(Get(record));

    private protected override string Cleaned(string value) => PlainText.Line(value);

    internal override IEnumerable<Problem> Check(T record) => IsFit(Get(record)) ? [] : [Unknown()];

    internal override void Publish(Utf8JsonWriter writer, Item item)
    {
        if (Member is not null && item.GetString(Attribute) is var name && PictureFiles.IsName(name))
            writer.WriteString(Member, PictureFiles.PathOf(name));
    }

    internal override Result<T> ReadJson(T record, JsonElement value) => JsonValues.Text(value) switch
    {
        null => JsonValues.Wrong(Name, "a text"),
        var text when IsFit(text) => With(record, text),
        _ => Unknown(),
    };

    internal override Result<T> ReadCell(T record, string text, CellContext context) => text.Trim() switch
    {
        "" => record,
        var name when PictureFiles.IsName(name) => With(record, name),
        _ => new Problem(Attribute, L["A file brings no pictures. Leave the cell as an export wrote it, or empty, and add the picture on the record's page."]),
    };

    private static bool IsFit(string name) => name.Length == 0 || PictureFiles.IsName(name);

    private Problem Unknown() => new("picture", L["This is not the name of a picture that was added here. Choose the picture again."], Name);
}
