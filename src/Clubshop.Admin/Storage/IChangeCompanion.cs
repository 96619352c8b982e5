namespace Clubshop.Admin.Storage;

/// <summary>
/// Adds rows of bookkeeping to every change, in the same transaction, so that neither exists without the other.
/// </summary>
public interface IChangeCompanion
{
    /// <summary>The further steps of a change; at most five for all companions together. Only puts and removals of bookkeeping.</summary>
    /// <param name="change">The change.</param>
    /// <param name="at">When it is made: what the record's <see cref="Attributes.UpdatedAt"/> will say.</param>
    IEnumerable<ChangeStep> StepsOf(Change change, DateTimeOffset at);
}
