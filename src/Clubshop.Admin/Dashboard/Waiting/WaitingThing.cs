namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Something that waits for a person: what, since when, and the one page where they deal with it.</summary>
/// <param name="What">What waits: "Approve “₹1,500 off at Croma”".</param>
/// <param name="Detail">More about it: "From Rohan Deshpande, to 135 people".</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Href">The page.</param>
public sealed record WaitingThing(string What, string Detail, DateTimeOffset Since, string Href)
{
    /// <summary>How many things it stands for.</summary>
    public int Count { get; init; } = 1;
}
