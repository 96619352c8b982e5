using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Clubs;

/// <summary>What a club must keep to, each told at its field. Pure.</summary>
public static class ClubRules
{
    /// <summary>The club fit to keep: trimmed, without control characters.</summary>
    public static Club Clean(Club club) => club with
    {
        Name = PlainText.Line(club.Name),
        Slug = PlainText.Line(club.Slug),
        Code = PlainText.Line(club.Code),
        Description = PlainText.Lines(club.Description),
        Website = PlainText.Line(club.Website),
        City = PlainText.Line(club.City),
    };

    /// <summary>What stands in the way of saving the club; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Check(Club club)
    {
        var clean = Clean(club);
        return
        [
            .. TextRules.Name(clean.Name, nameof(Club.Name), "The name", "Write the club's name, as its people know it."),
            .. TextRules.SlugOf(clean.Slug, nameof(Club.Slug)),
            .. TextRules.Code(clean.Code, nameof(Club.Code)),
            .. TextRules.AtMost(clean.Description, TextRules.TextLength, "The description", nameof(Club.Description)),
            .. WebAddress.Check(clean.Website, nameof(Club.Website), "The website", onlySecure: false),
            .. TextRules.AtMost(clean.City, TextRules.CityLength, "The city", nameof(Club.City)),
        ];
    }
}
