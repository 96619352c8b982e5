namespace Clubshop.Admin.Notifications.Sending;

// The weekly limit.
internal sealed partial class BatchSender
{
    // Counted before the row is claimed: whoever is cut off in between has counted too much, never too little.
    private async Task<List<Planned>> LimitAsync(List<Planned> plans, CancellationToken abandoned)
    {
        if (!NotificationRules.IsLimited(notification, notification.Frozen?.Template, options))
            return plans;

        var people = plans.Where(plan => plan.Message is not null).Select(plan => week.PersonOf(plan.Attempt.Recipient)).ToList();
        var full = await PersistAsync(() => week.CountAsync(notification.Id, _replaced, people, options.MaxPerWeek, abandoned), abandoned);
        return full.Count == 0 ? plans : [.. plans.Select(plan => plan.Message is not null && full.Contains(week.PersonOf(plan.Attempt.Recipient)) ? OverLimit(plan) : plan)];
    }

    private Planned OverLimit(Planned plan) => plan with
    {
        Message = null,
        Row = plan.Row with
        {
            Outcome = Outcome.OverLimit,
            Reason = FormattableString.Invariant($"{LeftOut.WeekLimit}{options.MaxPerWeek}"),
            Tries = plan.Attempt.Tries,
            Stamp = FormattableString.Invariant($"{epoch}.{plan.Attempt.Tries}.o"),
        },
    };
}
