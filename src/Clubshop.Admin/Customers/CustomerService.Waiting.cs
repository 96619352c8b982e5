using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers;

/// <summary>Account help whose outcome is not known yet.</summary>
/// <param name="Sub">The customer's number.</param>
/// <param name="What">What was asked, completing "was asked to": "reset the password of".</param>
/// <param name="At">When (UTC).</param>
public sealed record UnsettledHelp(string Sub, string What, DateTimeOffset At);

/// <summary>Unsettled account help, oldest first.</summary>
/// <param name="Items">What was asked.</param>
public sealed record UnsettledHelpList(IReadOnlyList<UnsettledHelp> Items);

/// <summary>What waits for an answer.</summary>
public sealed partial class CustomerService
{
    // A call that is under way is not waiting.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);

    /// <summary>Account help that this person asked for and that has no outcome yet; the portal settles it by itself.</summary>
    public async Task<Result<UnsettledHelpList>> UnsettledAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        var before = _time.GetUtcNow() - UnderWay;
        var open = await _changes.OpenAsync(cancellationToken);
        return new UnsettledHelpList(
            [.. open.Where(change => change.Actor.Id == actor.Id && change.AskedAt < before).OrderBy(change => change.AskedAt)
                .Select(change => new UnsettledHelp(change.Sub, L[CustomerAudit.InfinitiveOf(change.Action)], change.AskedAt))]);
    }
}
