namespace Clubshop.Admin.Storage;

/// <summary>Checks a change before it is sent: a contradiction is a bug of the caller and throws at once.</summary>
internal static class ChangeRules
{
    /// <summary>Steps that fit into a transaction of 100 actions beside the record, the mark, the entry and the five of <see cref="IChangeCompanion"/>.</summary>
    private const int MaxSteps = 92;

    public static void Check(Change change)
    {
        var (table, before, after) = change.Entity;
        if (string.IsNullOrEmpty(change.Token))
            throw new ArgumentException("A change has a token, made once per submit.", nameof(change));
        if (table == Table.Audit)
            throw new ArgumentException("The audit log is append-only and written by itself.", nameof(change));
        if (before is not null && (before.Pk != after.Pk || before.Sk != after.Sk))
            throw new ArgumentException("A record keeps its key.", nameof(change));
        if (before is { Version: 0 })
            throw new ArgumentException("The record before was never stored; leave it null to create.", nameof(change));
        if (change.Steps.Count > MaxSteps)
            throw new ArgumentException($"A change has at most {MaxSteps} further steps.", nameof(change));

        HashSet<ItemKey> keys = [new(table, after.Pk, after.Sk)];
        foreach (var step in change.Steps)
        {
            if (!keys.Add(step.Key))
                throw new ArgumentException($"Two steps on one item: {step.Key}.", nameof(change));
            if (step is ChangeStep.Put or ChangeStep.Remove or ChangeStep.Touch && !TableRules.MayWriteFreely(step.Key))
                throw new ArgumentException($"A record or an audit entry is not written on the side: {step.Key}.", nameof(change));
        }
    }
}

/// <summary>Which items are bookkeeping, written without an audit entry of their own.</summary>
internal static class TableRules
{
    /// <summary>
    /// Whether an item is bookkeeping: no entry of the audit log (its seals are), and outside the system's tables not a record or a marker. What the app's servers
    /// tell of customers is (docs/decisions/0006): its keys are the registry's own, <c>REG</c>, <c>FOLLOW#…</c>, <c>IN#…</c>.
    /// </summary>
    public static bool MayWriteFreely(ItemKey key) =>
        key.Table == Table.Audit
            ? key.Pk.StartsWith(AuditAttributes.SealPrefix, StringComparison.Ordinal)
            : (key.Table == Table.System || key.Table == Table.Deliveries || key.Sk is not (Keys.Meta or Keys.MarkerSk or "PROFILE"))
                && (key.Table != Table.Coupons || !IsCouponRecord(key));

    // An offer's settings and pools; the codes, cursors and counts are the ledger's.
    private static bool IsCouponRecord(ItemKey key) =>
        key.Pk.StartsWith("OFFER#", StringComparison.Ordinal) && (key.Sk == "COUPONS" || key.Sk.StartsWith("POOL#", StringComparison.Ordinal));
}
