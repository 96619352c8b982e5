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
            return status == EditorialStatus.Draft ? L[$"Make drafts of {records}"] : StatusTexts.Do(status, records);

        var (label, links) = ((kind.LabelOf(edit.Field) ?? "").ToLowerInvariant(), edit.Ids.Count);
        var field = L[label].ToLowerInvariant();
        return edit.Way switch
        {
            BulkWay.Move when edit.Days < 0 => L[$"Move “{field}” of {records} by {Format.Count(-(long)edit.Days, "day", "days")}, earlier"],
            BulkWay.Move => L[$"Move “{field}” of {records} by {Format.Count(edit.Days, "day", "days")}"],
            BulkWay.Add => L[$"Add {Linked(label, links)} to {records}"],
            BulkWay.Remove => L[$"Remove {Linked(label, links)} from {records}"],
            BulkWay.Replace => L[$"Replace “{TextCut.Shown(edit.Find, Shown)}” in “{field}” of {records}"],
            _ when kind.IsDate(edit.Field) => edit.Moment is { } moment
                ? L[$"Set “{field}” of {records} to {(kind.IsEnd(edit.Field) ? Format.End(moment) : Format.DateTime(moment))}"]
                : L[$"Empty “{field}” of {records}"],
            _ => links == 0 ? L[$"Remove all {field} from {records}"] : L[$"Give {records} {Linked(label, links)}"],
        };
    }

    /// <summary>The verb of a status.</summary>
    internal static string Verb(EditorialStatus status) => status switch
    {
        EditorialStatus.Published => L["Publish"],
        EditorialStatus.Paused => L["Pause"],
        EditorialStatus.Archived => L["Archive"],
        EditorialStatus.Deleted => L["Delete"],
        _ => L["Make drafts of"],
    };

    // "1 club", "3 categories".
    private static string Linked(string many, int count) => Format.Count(count, many.EndsWith("ies", StringComparison.Ordinal) ? many[..^3] + "y" : many.TrimEnd('s'), many);
}
