namespace Clubshop.Admin.Catalog.Editing;

/// <summary>What the person should know before a record is published, though nothing refuses it.</summary>
/// <param name="Text">In a few words, without a stop: "Nobody will see it".</param>
/// <param name="Reasons">Why, a sentence each.</param>
public sealed record PublishWarning(string Text, IReadOnlyList<string> Reasons);
