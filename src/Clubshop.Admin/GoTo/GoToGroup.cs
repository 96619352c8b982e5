namespace Clubshop.Admin.GoTo;

/// <summary>What was found, under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Items">What is under it, the best first.</param>
public sealed record GoToGroup(string Title, IReadOnlyList<GoToItem> Items)
{
    /// <summary>How many of a group are shown.</summary>
    public const int MaxItems = 5;

    /// <summary>
    /// What several sources found: the group with the best match first. Groups and items that match equally well keep the order in which they
    /// were found.
    /// </summary>
    /// <param name="found">What was found.</param>
    /// <param name="most">How many of each group.</param>
    public static IReadOnlyList<GoToGroup> Of(IEnumerable<GoToItem> found, int most = MaxItems) =>
    [
        .. from item in found
           group item by L[item.Group] into one
           let items = one.DistinctBy(item => item.Href).OrderBy(item => item.Match).Take(most).ToList()
           orderby items[0].Match
           select new GoToGroup(one.Key, items),
    ];

    /// <summary>The same with what was found later. It follows below: what a person looks at, or has chosen with the arrow keys, stays where it is.</summary>
    /// <param name="shown">What is shown already.</param>
    /// <param name="later">What was found since.</param>
    public static IReadOnlyList<GoToGroup> Append(IReadOnlyList<GoToGroup> shown, IReadOnlyList<GoToItem> later)
    {
        var all = shown.ToList();
        foreach (var group in Of(later))
        {
            var at = all.FindIndex(known => known.Title == group.Title);
            if (at < 0)
                all.Add(group);
            else
                all[at] = all[at] with { Items = [.. all[at].Items.Concat(group.Items).DistinctBy(item => item.Href).Take(Math.Max(MaxItems, all[at].Items.Count))] };
        }

        return all;
    }
}
