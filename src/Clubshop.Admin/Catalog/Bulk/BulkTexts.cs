using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>How bulk changes read. Pure.</summary>
public static class BulkTexts
{
    private const int Shown = 30;

    /// <summary>What is done, with its object: "Pause 10 offers". A button, a heading and the audit log say it so.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="count">How many records.</param>
    public static string Title(BulkEdit edit, BulkKind kind, long count)
    {
        var records = Format.Count(count, kind.Kind.Name, kind.Kind.Many);
        if (edit.Status is { } status)
            return $"{Verb(status)} {records}";

        var (field, links) = ((kind.LabelOf(edit.Field) ?? "").ToLowerInvariant(), edit.Ids.Count);
        return edit.Way switch
        {
            BulkWay.Move => $"Move “{field}” of {records} by {Format.Count(Math.Abs(edit.Days), "day", "days")}{(edit.Days < 0 ? ", earlier" : "")}",
            BulkWay.Add => $"Add {Linked(field, links)} to {records}",
            BulkWay.Remove => $"Remove {Linked(field, links)} from {records}",
            BulkWay.Replace => $"Replace “{TextCut.Shown(edit.Find, Shown)}” in “{field}” of {records}",
            _ when kind.IsDate(edit.Field) => edit.Moment is { } moment
                ? $"Set “{field}” of {records} to {(kind.IsEnd(edit.Field) ? Format.End(moment) : Format.DateTime(moment))}"
                : $"Empty “{field}” of {records}",
            _ => links == 0 ? $"Remove all {field} from {records}" : $"Give {records} {Linked(field, links)}",
        };
    }

    /// <summary>The verb of a status.</summary>
    internal static string Verb(EditorialStatus status) => status switch
    {
        EditorialStatus.Published => "Publish",
        EditorialStatus.Paused => "Pause",
        EditorialStatus.Archived => "Archive",
        EditorialStatus.Deleted => "Delete",
        _ => "Make drafts of",
    };

    // "1 club", "3 categories".
    private static string Linked(string many, int count) => Format.Count(count, many.EndsWith("ies", StringComparison.Ordinal) ? many[..^3] + "y" : many.TrimEnd('s'), many);
}
