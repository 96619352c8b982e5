namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>About how many people an audience is, while it is being chosen. Review counts them all, with text and variables.</summary>
/// <param name="People">Number of people found so far who get it.</param>
/// <param name="Messages">Number of their devices or phones.</param>
/// <param name="LeftOut">Number of people left out so far, by reason (<see cref="Notifications.LeftOut"/>).</param>
/// <param name="Whole">Whether everybody was looked at; otherwise the numbers are lower bounds.</param>
public sealed record AudienceEstimate(int People, int Messages, IReadOnlyDictionary<string, int> LeftOut, bool Whole)
{
    /// <summary>Number of people looked at. Bounds what an estimate costs, however large the audience is.</summary>
    public const int MaxLookedAt = 1_000;
}
