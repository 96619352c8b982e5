namespace Clubshop.Admin.Offers.Doctor;

/// <summary>What stands between an offer and a customer, in the order in which it is looked at.</summary>
public enum WalkPlace
{
    /// <summary>The offer's own status.</summary>
    Offer,

    /// <summary>Its shop.</summary>
    Shop,

    /// <summary>Its clubs, or its shop's.</summary>
    Clubs,

    /// <summary>Its categories.</summary>
    Categories,

    /// <summary>Its start and its end.</summary>
    Dates,

    /// <summary>The codes that customers ask for.</summary>
    Coupons,

    /// <summary>The copy that customers' apps read.</summary>
    Copy,
}

/// <summary>How a step of the walk ended.</summary>
public enum WalkOutcome
{
    /// <summary>Nothing is in the way.</summary>
    Passes,

    /// <summary>Customers see the offer, but find it less easily, or get less.</summary>
    Warns,

    /// <summary>No customer sees the offer.</summary>
    Hides,

    /// <summary>It could not be looked at.</summary>
    Unknown,
}

/// <summary>What a fix does.</summary>
public enum WalkFixKind
{
    /// <summary>Publishes the offer.</summary>
    PublishOffer,

    /// <summary>Publishes the shop whose id is the target.</summary>
    PublishShop,

    /// <summary>Publishes the club whose id is the target.</summary>
    PublishClub,

    /// <summary>Writes the copy of the record <c>kind/id</c> again.</summary>
    RefreshCopy,

    /// <summary>Leads to the field of the offer's form whose name is the target.</summary>
    Field,

    /// <summary>Leads to the page at the target.</summary>
    Page,
}

/// <summary>The way out of a step that failed: one action that can be taken back, or the place where the change is made.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Text">What its button or link says: "Publish Croma".</param>
/// <param name="Target">To what: an id, a field's name, an address.</param>
public sealed record WalkFix(WalkFixKind Kind, string Text, string Target);

/// <summary>One step of the walk from an offer to a customer.</summary>
/// <param name="Place">What was looked at.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sentence">What was found, in words.</param>
public sealed record WalkStep(WalkPlace Place, WalkOutcome Outcome, string Sentence)
{
    /// <summary>The ways out, the first one best; none where nothing fails, or where the person may not.</summary>
    public IReadOnlyList<WalkFix> Fixes { get; init; } = [];
}
