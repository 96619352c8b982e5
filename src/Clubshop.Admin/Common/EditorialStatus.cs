namespace Clubshop.Admin.Common;

/// <summary>What people decided about a record; stored. What the clock says of a published one is its <see cref="Phase"/>.</summary>
public enum EditorialStatus
{
    /// <summary>Being written; end users do not see it.</summary>
    Draft = 0,

    /// <summary>Shown to end users, within its validity where it has one.</summary>
    Published = 1,

    /// <summary>Taken from end users for the time being.</summary>
    Paused = 2,

    /// <summary>Put away for good, kept for reference; can be brought back.</summary>
    Archived = 3,

    /// <summary>Deleted; restorable until it is purged, 90 days later.</summary>
    Deleted = 4,
}
