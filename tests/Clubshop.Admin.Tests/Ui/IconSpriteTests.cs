using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Clubshop.Admin.Tests.Catalog.Golden;
using Clubshop.Admin.Ui;
using Outlined = MudBlazor.Icons.Material.Outlined;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>
/// <c>wwwroot/icons.svg</c> has every icon that the portal names, drawn as MudBlazor draws it. <c>CLUBSHOP_GOLDEN=write</c> writes it, after an icon
/// was added to <see cref="Icons"/> or an update of the library drew one anew.
/// </summary>
public sealed partial class IconSpriteTests
{
    private static readonly string SpritePath = Path.Combine(GoldenFile.Root, "wwwroot", "icons.svg");

    [Fact]
    public void Sprite_ForEveryIconOfThePortal_IsWhatTheLibraryDraws()
    {
        var sprite = Sprite();
        if (GoldenFile.Writes)
            File.WriteAllText(SpritePath, sprite);
        Assert.Equal(sprite, File.ReadAllText(SpritePath));
    }

    private static string Sprite()
    {
        var sprite = new StringBuilder("<!-- Material icons (Google, Apache License 2.0), outlined, as MudBlazor ships them. Written by IconSpriteTests. -->\n<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
        foreach (var id in Constants(typeof(Icons)).Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            sprite.Append(CultureInfo.InvariantCulture, $"<symbol id=\"{id}\" viewBox=\"0 0 24 24\">{Drawing(id)}</symbol>\n");
        return sprite.Append("</svg>\n").ToString();
    }

    private static string Drawing(string id)
    {
        var name = string.Concat(id.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        Assert.True(Constants(typeof(Outlined)).TryGetValue(name, out var drawing), $"MudBlazor has no icon {name}.");
        return Frame().Replace(drawing!, "");
    }

    private static Dictionary<string, string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal);

    // The invisible square around each drawing.
    [GeneratedRegex("""<(path d="M0 0h24v24H0[zVv]?[^"]*"|rect) fill="none"[^>]*/>|<path d="M0 0h24v24H0[zV][^"]*" fill="none"/>|<rect fill="none" height="24" width="24"/>""")]
    private static partial Regex Frame();
}
