using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Watch;

/// <summary>Findings as items of the system's table: all of them in one partition, because they are read together.</summary>
internal static class FindingItems
{
    public const string Pk = "WATCH";

    public const string OwnerId = "personId";
    public const string OwnerName = "personName";
    public const string SnoozedUntil = "snoozedUntil";
    public const string Reason = "reason";
    public const string DismissedBy = "dismissedBy";

    private const string Name = "name";
    private const string Detail = "detail";
    private const string About = "about";
    private const string RecordVersion = "recordVersion";
    private const string Other = "other";
    private const string FirstSeen = "firstSeen";
    private const string DoneAt = "doneAt";

    // How long a finding that is done is shown.
    private static readonly TimeSpan DoneKept = TimeSpan.FromDays(30);

    /// <summary>Moved by whatever people change, so that the other instances read again.</summary>
    public static ItemKey Head { get; } = new(Table.System, "WATCH#HEAD");

    /// <summary>When it ran, and who asked for it.</summary>
    public static ItemKey Run { get; } = new(Table.System, "WATCH#RUN");

    public static ItemKey KeyOf(FindingKey key) => new(Table.System, Pk, key.ToString());

    /// <summary>The finding in an item; null for one that this version does not know.</summary>
    public static Finding? Read(Item item) => FindingKey.Parse(item.Sk) is { } key
        ? new()
        {
            Found = new(key, item.GetString(Name), item.GetString(Detail), item.GetString(About), item.GetLong(RecordVersion)) { Other = item.GetStringOrNull(Other) },
            FirstSeen = item.GetTime(FirstSeen) ?? default,
            OwnerId = item.GetStringOrNull(OwnerId),
            OwnerName = item.GetStringOrNull(OwnerName),
            SnoozedUntil = item.GetTime(SnoozedUntil),
            Reason = item.GetStringOrNull(Reason),
            DismissedBy = item.GetStringOrNull(DismissedBy),
            DoneAt = item.GetTime(DoneAt),
            Version = item.Version,
        }
        : null;

    /// <summary>The item of a finding, made of the one that is stored where there is one. The version is the caller's to set.</summary>
    public static Item Write(Finding finding, Item? stored)
    {
        var key = KeyOf(finding.Key);
        return (stored?.Copy() ?? new Item(key.Pk, key.Sk))
            .Set(Name, finding.Found.Name).Set(Detail, finding.Found.Detail).Set(About, finding.Found.About)
            .Set(RecordVersion, finding.Found.Version).Set(Other, finding.Found.Other).Set(FirstSeen, finding.FirstSeen)
            .Set(OwnerId, finding.OwnerId).Set(OwnerName, finding.OwnerName).Set(SnoozedUntil, finding.SnoozedUntil)
            .Set(Reason, finding.Reason).Set(DismissedBy, finding.DismissedBy).Set(DoneAt, finding.DoneAt)
            .Set(Attributes.PurgeAt, finding.DoneAt is { } done ? (done + DoneKept).ToUnixTimeSeconds() : null);
    }
}
