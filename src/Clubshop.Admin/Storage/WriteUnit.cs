using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Clubshop.Admin.Storage;

/// <summary>
/// The only way to change a record: one transaction of the record, its markers and checks, and its audit entry. Nothing in the portal
/// can write a record without its audit entry.
/// </summary>
public sealed class WriteUnit(
    IAmazonDynamoDB dynamo,
    TableNames names,
    TableReader reader,
    TimeProvider time,
    IEnumerable<ICommitObserver> observers,
    IEnumerable<IChangeCompanion> companions)
{
    private const int Tries = 5;

    /// <summary>Commits a change, or says why not. Once sent, it is completed even if the token is cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything was sent.</exception>
    /// <exception cref="CommitBusyException">Other writers kept the items busy through every attempt; nothing was written.</exception>
    /// <exception cref="CommitUncertainException">No answer arrived: it may be written or not. Send the same change again to find out.</exception>
    /// <exception cref="ArgumentException">The change contradicts itself.</exception>
    public async Task<CommitOutcome> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        ChangeRules.Check(change);
        cancellationToken.ThrowIfCancellationRequested();
        var (_, before, after) = change.Entity;
        if (before is not null && before.IsDeleted == change.Entity.Deleted && ItemDiff.Differing(before, after).Count == 0)
            return before.GetString(Attributes.Token) == change.Token ? new CommitOutcome.Saved(before, Repeated: true) : new CommitOutcome.Unchanged(before);

        (change, var plan) = PlanOf(change);
        var outcome = await SendAsync(plan, change.Token) switch
        {
            Answer.Done => new CommitOutcome.Saved(plan.Record!),
            Answer.Refused refused => await OutcomeAsync(change, refused.Reasons),
            Answer.Repeated repeated => await RepeatedAsync(change.Entity.Table, repeated.Mark, plan.Fingerprint),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        if (outcome is CommitOutcome.Saved saved)
            Tell(change.Entity.Table, saved, plan.Entry);

        return outcome;
    }

    /// <summary>
    /// Commits several changes that make records, as many in one transaction as it takes: each with its markers and its audit entry, as
    /// <see cref="CommitAsync"/> does, which also takes those of a transaction that was refused. For filling an empty catalog.
    /// </summary>
    /// <param name="changes">Changes of different records.</param>
    /// <param name="cancellationToken">Cancels what was not sent yet.</param>
    /// <returns>The outcomes, in the order of the changes.</returns>
    /// <exception cref="ArgumentException">A change is not of a new record, or contradicts itself.</exception>
    public async Task<IReadOnlyList<CommitOutcome>> CommitNewAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[changes.Count];
        for (var from = 0; from < changes.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var joint = new JointPlan();
            var first = from;
            for (; from < changes.Count; from++)
            {
                if (changes[from].Entity.Before is not null)
                    throw new ArgumentException("Only changes that make a record are committed together.", nameof(changes));

                ChangeRules.Check(changes[from]);
                if (!joint.TryAdd(PlanOf(changes[from]).Plan))
                    break;
            }

            await SendAsync(joint, changes, first, outcomes, cancellationToken);
        }

        return outcomes;
    }

    private async Task SendAsync(JointPlan joint, IReadOnlyList<Change> changes, int first, CommitOutcome[] outcomes, CancellationToken cancellationToken)
    {
        try
        {
            await dynamo.TransactWriteItemsAsync(joint.Request(), CancellationToken.None);
        }
        catch (Exception refused) when (refused is AmazonServiceException || Outages.IsLost(refused))
        {
            // One by one: each says what became of it, also of one whose answer was lost.
            for (var i = 0; i < joint.Plans.Count; i++)
                outcomes[first + i] = await CommitAsync(changes[first + i], cancellationToken);
            return;
        }

        foreach (var (i, plan) in joint.Plans.Index())
        {
            var saved = new CommitOutcome.Saved(plan.Record!);
            outcomes[first + i] = saved;
            Tell(changes[first + i].Entity.Table, saved, plan.Entry);
        }
    }

    // With the steps of the companions.
    private (Change Change, TransactionPlan Plan) PlanOf(Change change)
    {
        var at = TransactionPlan.InstantOf(change.Entity.Before, time.GetUtcNow());
        change = change with { Steps = [.. change.Steps, .. companions.SelectMany(companion => companion.StepsOf(change, at))] };
        return (change, TransactionPlan.Of(change, names, at));
    }

    /// <summary>Writes only an audit entry: of a change in another service ("asked", "done", "refused"), or of something looked at.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">The entry's id; the same one is written once. Not the token of a change.</param>
    /// <param name="draft">What.</param>
    /// <param name="cancellationToken">Cancels until the entry is sent.</param>
    public async Task RecordAsync(AuditActor actor, string token, AuditDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var plan = TransactionPlan.Of(actor, token, draft, names, time.GetUtcNow());
        switch (await SendAsync(plan, token))
        {
            case Answer.Done:
                foreach (var observer in observers)
                    observer.Recorded(plan.Entry);
                break;
            case Answer.Refused refused:
                throw new InvalidOperationException("DynamoDB refused an audit entry: " + string.Join(", ", refused.Reasons.Select(reason => reason.Code)));
        }
    }

    /// <summary>
    /// An audit entry for a transaction that is not the write unit's own: of the coupon ledger, which takes further actions into its
    /// transactions. Once it is written, tell <see cref="Recorded"/>.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">The entry's id; of two transactions with the same one only the first is written.</param>
    /// <param name="draft">What.</param>
    public PlannedEntry PlanEntry(AuditActor actor, string token, AuditDraft draft)
    {
        var plan = TransactionPlan.Of(actor, token, draft, names, time.GetUtcNow());
        return new(plan.Entry, plan.Request.TransactItems);
    }

    /// <summary>Tells this instance's observers of an entry of <see cref="PlanEntry"/> that was written.</summary>
    public void Recorded(PlannedEntry entry)
    {
        foreach (var observer in observers)
            observer.Recorded(entry.Entry);
    }

    private async Task<Answer> SendAsync(TransactionPlan plan, string token)
    {
        var unanswered = false;
        Exception? last = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(Backoff(attempt), time, CancellationToken.None);

            try
            {
                await dynamo.TransactWriteItemsAsync(plan.Request, CancellationToken.None);
                return new Answer.Done();
            }
            catch (TransactionCanceledException cancelled)
            {
                var reasons = cancelled.CancellationReasons ?? [];
                if (reasons.Count > 0 && Failed(reasons[0]))
                    return new Answer.Repeated(ItemOf(reasons[0]));
                if (reasons.Any(Failed))
                    return new Answer.Refused(reasons);
                if (!reasons.Any(reason => reason.Code is "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"))
                    throw;
                last = cancelled;
            }
            catch (IdempotentParameterMismatchException mismatch)
            {
                // The same submit was sent before, with other stamps. Either it was made, then its mark is there; or it was not,
                // then DynamoDB's own memory of the token is in the way of a new try.
                last = mismatch;
                if (await reader.ReadAsync(TransactionPlan.SubmitKey(token), CancellationToken.None) is { } mark)
                    return new Answer.Repeated(mark);
                plan.Request.ClientRequestToken = RandomNumberGenerator.GetHexString(32, lowercase: true);
            }
            catch (AmazonServiceException busy) when (busy is TransactionInProgressException or ProvisionedThroughputExceededException
                or RequestLimitExceededException or ThrottlingException)
            {
                last = busy;
            }
            catch (Exception lost) when (Outages.IsLost(lost))
            {
                last = lost;
                unanswered = true;
            }
        }

        return unanswered
            ? throw new CommitUncertainException("No answer from DynamoDB: the change may be written or not. Send the same change again.", last)
            : throw new CommitBusyException("Other writers keep these records busy. Nothing was written.", last);
    }

    private async Task<CommitOutcome> OutcomeAsync(Change change, List<CancellationReason> reasons)
    {
        if (Failed(reasons[TransactionPlan.EntityIndex]))
            return new CommitOutcome.Conflicted(Living(ItemOf(reasons[TransactionPlan.EntityIndex])));

        for (var i = 0; i < change.Steps.Count; i++)
        {
            var reason = reasons[TransactionPlan.EntityIndex + 1 + i];
            if (!Failed(reason))
                continue;

            var current = ItemOf(reason);
            return change.Steps[i] is ChangeStep.Claim claim
                ? new CommitOutcome.Taken(claim.Field, current?.GetString(Attributes.Owner) ?? "")
                : new CommitOutcome.CheckFailed(change.Steps[i], Living(current));
        }

        // The audit entry's own key is taken: the same token, in the same millisecond, on the same record, but without its mark.
        return new CommitOutcome.Conflicted(
            await reader.ReadAsync(new(change.Entity.Table, change.Entity.After.Pk, change.Entity.After.Sk), CancellationToken.None));
    }

    private async Task<CommitOutcome> RepeatedAsync(Table table, Item? mark, string fingerprint)
    {
        if (mark is null || mark.GetString("of") != table.Name)
            throw new InvalidOperationException("The token of this change was used for something else.");

        var current = await reader.ReadAsync(new(table, mark.GetString("recordPk"), mark.GetString("recordSk")), CancellationToken.None);
        return current is not null && mark.GetString("says") == fingerprint
            ? new CommitOutcome.Saved(current, Repeated: true)
            : new CommitOutcome.Conflicted(current);
    }

    private void Tell(Table table, CommitOutcome.Saved saved, Item entry)
    {
        foreach (var observer in observers)
        {
            observer.Committed(table, saved.Item);
            if (!saved.Repeated)
                observer.Recorded(entry);
        }
    }

    private Item? Living(Item? item) => item?.PurgeAt is { } due && due <= time.GetUtcNow() ? null : item;

    private static bool Failed(CancellationReason reason) => reason.Code == "ConditionalCheckFailed";

    private static Item? ItemOf(CancellationReason reason) => reason.Item is { Count: > 0 } attributes ? new Item(attributes) : null;

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(10, 40 << attempt));

    private abstract record Answer
    {
        public sealed record Done : Answer;

        public sealed record Refused(List<CancellationReason> Reasons) : Answer;

        public sealed record Repeated(Item? Mark) : Answer;
    }
}
