namespace Clubshop.Admin.Offers.Planned;

/// <summary>How an offer will be at a moment, when its plans are carried out until then. Pure.</summary>
public static class PlanTimeline
{
    /// <summary>The offer just before a moment.</summary>
    /// <param name="now">The offer as it is stored.</param>
    /// <param name="plans">Its plans.</param>
    /// <param name="moment">The moment (UTC).</param>
    public static Offer Before(Offer now, IEnumerable<PlannedChange> plans, DateTimeOffset moment)
    {
        var steps = new List<(DateTimeOffset At, PlannedChange Plan, bool Back)>();
        foreach (var plan in plans)
        {
            if (plan.State == PlanState.Planned)
                steps.Add((plan.At, plan, false));
            if (plan is { IsOpen: true, BackAt: { } back })
                steps.Add((back, plan, true));
        }

        var offer = now;
        var was = new Dictionary<string, PlannedValues>(StringComparer.Ordinal);
        foreach (var (_, plan, back) in steps.Where(step => step.At < moment).OrderBy(step => step.At).ThenBy(step => step.Plan.Id, StringComparer.Ordinal))
        {
            if (back && (plan.Was ?? was.GetValueOrDefault(plan.Id)) is { } before)
            {
                offer = plan.Values.TakeBack(offer, before).Offer;
            }
            else if (!back)
            {
                was[plan.Id] = plan.Values.In(offer);
                offer = plan.Values.Apply(offer);
            }
        }

        return offer;
    }
}
