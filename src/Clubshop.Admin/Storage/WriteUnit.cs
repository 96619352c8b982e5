using Amazon.DynamoDBv2;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Storage;

/// <summary>
/// The only way to change a record: one transaction of the record, its markers and checks, and its audit entry. Nothing in the portal
/// can write a record without one (DESIGN 6).
/// </summary>
public sealed class WriteUnit(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time, IEnumerable<ICommitObserver> observers)
{
    /// <summary>Commits a change, or says why not. Once sent it is seen through, whatever becomes of the token.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything was sent.</exception>
    /// <exception cref="CommitBusyException">Other writers kept the items busy through every try; nothing was written.</exception>
    /// <exception cref="CommitUncertainException">No answer came through: it may be written or not. The same change, sent again, settles it.</exception>
    public Task<CommitOutcome> CommitAsync(Change change, CancellationToken cancellationToken) =>
        throw Surface.Pending(dynamo, names, time, observers, change, cancellationToken);

    /// <summary>Writes an audit entry alone: of a change in another service ("asked", "done", "refused"), or of something looked at.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">The entry's id; the same one is written once.</param>
    /// <param name="draft">What.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RecordAsync(Actor actor, string token, AuditDraft draft, CancellationToken cancellationToken) =>
        throw Surface.Pending(actor, token, draft, cancellationToken);
}

/// <summary>Hears of every commit of this instance, in the thread that committed and before the caller goes on: read your writes.</summary>
public interface ICommitObserver
{
    /// <summary>A record was written.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="item">The record as stored.</param>
    void Committed(Table table, Item item);

    /// <summary>An audit entry was written.</summary>
    void Recorded(Item entry);
}
