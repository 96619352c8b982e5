using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>
/// Planned changes as items of the system's table: all of them in one partition, because the runner, the pages of offers and the calendar read them
/// together. Those that are over are purged after <see cref="Kept"/>.
/// </summary>
internal static class PlanItems
{
    public const string Pk = "PLANS";

    public const string OfferId = "offerId";
    public const string Title = "offerTitle";
    public const string Values = "values";
    public const string Was = "was";
    public const string Says = "says";
    public const string At = "at";
    public const string BackAt = "backAt";
    public const string State = "state";
    public const string PlannerId = "plannerId";
    public const string PlannerName = "plannerName";
    public const string PlannedAt = "plannedAt";
    public const string DoneAt = "doneAt";
    public const string BackDoneAt = "backDoneAt";
    public const string Reason = "reason";

    /// <summary>How long a plan that is over is shown.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Moved by every change of a plan, so that the other instances read again.</summary>
    public static ItemKey Head { get; } = new(Table.System, "PLANS#HEAD");

    public static ItemKey KeyOf(string id) => new(Table.System, Pk, id);

    /// <summary>The plan in an item; null for one that this version does not know.</summary>
    public static PlannedChange? Read(Item item) => PlannedValues.Parse(item.GetString(Values)) is { } values && item.GetTime(At) is { } at
        ? new()
        {
            Id = item.Sk,
            OfferId = item.GetString(OfferId),
            OfferTitle = item.GetString(Title),
            Values = values,
            Was = item.GetStringOrNull(Was) is { } was ? PlannedValues.Parse(was) : null,
            Says = item.GetString(Says),
            At = at,
            BackAt = item.GetTime(BackAt),
            State = item.GetEnum<PlanState>(State),
            PlannerId = item.GetString(PlannerId),
            PlannerName = item.GetString(PlannerName),
            PlannedAt = item.GetTime(PlannedAt) ?? default,
            DoneAt = item.GetTime(DoneAt),
            BackDoneAt = item.GetTime(BackDoneAt),
            Reason = item.GetStringOrNull(Reason),
            Version = item.Version,
        }
        : null;

    /// <summary>The item of a plan, made of the one that is stored where there is one. The version is the caller's to set.</summary>
    public static Item Write(PlannedChange plan, Item? stored, DateTimeOffset now)
    {
        var key = KeyOf(plan.Id);
        return (stored?.Copy() ?? new Item(key.Pk, key.Sk))
            .Set(OfferId, plan.OfferId).Set(Title, plan.OfferTitle).Set(Values, plan.Values.ToString()).Set(Was, plan.Was?.ToString()).Set(Says, plan.Says)
            .Set(At, plan.At).Set(BackAt, plan.BackAt).SetEnum<PlanState>(State, plan.State)
            .Set(PlannerId, plan.PlannerId).Set(PlannerName, plan.PlannerName).Set(PlannedAt, plan.PlannedAt)
            .Set(DoneAt, plan.DoneAt).Set(BackDoneAt, plan.BackDoneAt).Set(Reason, plan.Reason)
            .Set(Attributes.PurgeAt, plan.IsOpen ? null : (now + Kept).ToUnixTimeSeconds());
    }
}
