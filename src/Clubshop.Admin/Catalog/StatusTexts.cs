using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog;

/// <summary>How steps of a status read, as whole sentences. Pure.</summary>
internal static class StatusTexts
{
    /// <summary>What a button does: "Archive offer".</summary>
    /// <param name="to">The status that follows.</param>
    /// <param name="what">What gets it, translated: "offer", "3 offers".</param>
    public static string Do(EditorialStatus to, string what) => to switch
    {
        EditorialStatus.Published => L[$"Publish {what}"],
        EditorialStatus.Paused => L[$"Pause {what}"],
        EditorialStatus.Archived => L[$"Archive {what}"],
        EditorialStatus.Deleted => L[$"Delete {what}"],
        _ => L[$"Restore {what}"],
    };

    /// <summary>What a button does that saves first: "Save and archive".</summary>
    public static string SaveAnd(EditorialStatus to) => to switch
    {
        EditorialStatus.Published => L["Save and publish"],
        EditorialStatus.Paused => L["Save and pause"],
        EditorialStatus.Archived => L["Save and archive"],
        EditorialStatus.Deleted => L["Save and delete"],
        _ => L["Save and restore"],
    };

    /// <summary>What a button does that saves first: "Save and archive offer".</summary>
    public static string SaveAnd(EditorialStatus to, string what) => to switch
    {
        EditorialStatus.Published => L[$"Save and publish {what}"],
        EditorialStatus.Paused => L[$"Save and pause {what}"],
        EditorialStatus.Archived => L[$"Save and archive {what}"],
        EditorialStatus.Deleted => L[$"Save and delete {what}"],
        _ => L[$"Save and restore {what}"],
    };

    /// <summary>The question before a step: "Archive “Diwali”?".</summary>
    public static string Ask(EditorialStatus to, string name) => to switch
    {
        EditorialStatus.Published => L[$"Publish “{name}”?"],
        EditorialStatus.Paused => L[$"Pause “{name}”?"],
        EditorialStatus.Archived => L[$"Archive “{name}”?"],
        EditorialStatus.Deleted => L[$"Delete “{name}”?"],
        _ => L[$"Restore “{name}”?"],
    };

    /// <summary>What was done, as a sentence: "Diwali is archived".</summary>
    public static string Done(EditorialStatus to, string name) => to switch
    {
        EditorialStatus.Published => L[$"{name} is published"],
        EditorialStatus.Paused => L[$"{name} is paused"],
        EditorialStatus.Archived => L[$"{name} is archived"],
        EditorialStatus.Deleted => L[$"{name} is deleted"],
        _ => L[$"{name} is restored as a draft"],
    };

    /// <summary>What was done after saving: "Diwali is saved and archived".</summary>
    public static string SavedAndDone(EditorialStatus to, string name) => to switch
    {
        EditorialStatus.Published => L[$"{name} is saved and published"],
        EditorialStatus.Paused => L[$"{name} is saved and paused"],
        EditorialStatus.Archived => L[$"{name} is saved and archived"],
        EditorialStatus.Deleted => L[$"{name} is saved and deleted"],
        _ => L[$"{name} is saved and restored as a draft"],
    };

    /// <summary>What was done to one of a kind: "Offer archived".</summary>
    /// <param name="to">The status that it has now.</param>
    /// <param name="one">The kind, translated.</param>
    public static string DoneTo(EditorialStatus to, string one) => to switch
    {
        EditorialStatus.Published => L[$"{one} published"],
        EditorialStatus.Paused => L[$"{one} paused"],
        EditorialStatus.Archived => L[$"{one} archived"],
        EditorialStatus.Deleted => L[$"{one} deleted"],
        _ => L[$"{one} restored as a draft"],
    };

    /// <summary>What was not done, and why.</summary>
    public static string NotDone(EditorialStatus to, string name, string why) => to switch
    {
        EditorialStatus.Published => L[$"“{name}” was not published. {why}"],
        EditorialStatus.Paused => L[$"“{name}” was not paused. {why}"],
        EditorialStatus.Archived => L[$"“{name}” was not archived. {why}"],
        EditorialStatus.Deleted => L[$"“{name}” was not deleted. {why}"],
        _ => L[$"“{name}” was not restored as a draft. {why}"],
    };

    /// <summary>What a record is once a step was taken back: "Diwali is published again".</summary>
    public static string Again(EditorialStatus status, string name) => status switch
    {
        EditorialStatus.Published => L[$"{name} is published again"],
        EditorialStatus.Paused => L[$"{name} is paused again"],
        EditorialStatus.Archived => L[$"{name} is archived again"],
        EditorialStatus.Deleted => L[$"{name} is deleted again"],
        _ => L[$"{name} is a draft again"],
    };
}
