namespace Clubshop.Admin.Watch.Finders;

/// <summary>Looks for some kinds of findings.</summary>
internal interface IFinder
{
    /// <summary>Looks once.</summary>
    /// <param name="pulse">Called between reads; throws <see cref="OperationCanceledException"/> when another instance has taken over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken);
}

/// <summary>What came of looking for one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Found">What was found.</param>
internal sealed record Look(FindingKind Kind, IReadOnlyList<Found> Found)
{
    /// <summary>Which records were looked at, by id: a finding of one that was not may still be there.</summary>
    public Func<string, bool> LookedAt { get; init; } = static _ => true;
}
