using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Help;

namespace Clubshop.Admin.Customers;

/// <summary>A customer as a page shows them: masked, for whoever may help customers.</summary>
public sealed record CustomerView
{
    /// <summary>Cognito's <c>sub</c>, the customer number.</summary>
    public required string Sub { get; init; }

    /// <summary>First name and initial.</summary>
    public required string Name { get; init; }

    /// <summary>Cognito's UserStatus, also one that this portal does not know.</summary>
    public required string Status { get; init; }

    /// <summary>Whether signing in is allowed.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The fields that there are, masked.</summary>
    public required IReadOnlyList<MaskedField> Fields { get; init; }

    /// <summary>Names of the groups they are in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Second factors, in words.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>Whether one of them is an authenticator.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>Since when they are a customer, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Devices, opt-outs and what they follow.</summary>
    public required CustomerContact Contact { get; init; }

    /// <summary>How things stand, the most important first.</summary>
    public required IReadOnlyList<SummaryLine> Summary { get; init; }

    /// <summary>What happened, newest first.</summary>
    public required IReadOnlyList<CustomerEvent> Events { get; init; }

    /// <summary>What can be done, each with what follows from it.</summary>
    public required IReadOnlyList<HelpOffer> Offers { get; init; }

    /// <summary>Whether their data was exported in the last 30 days, which erasing asks for.</summary>
    public bool Exported { get; init; }

    /// <summary>Says whether what is done was decided on what is shown; goes back with what is asked for.</summary>
    public required string Seen { get; init; }

    /// <summary>Whether there is a field, and whether it was verified; null without one.</summary>
    public MaskedField? Field(CustomerField field) => Fields.FirstOrDefault(known => known.Field == field);
}

/// <summary>A field, masked.</summary>
/// <param name="Field">Which.</param>
/// <param name="Text">Masked.</param>
/// <param name="Verified">Of an address: whether the customer has proved that it is theirs.</param>
public sealed record MaskedField(CustomerField Field, string Text, bool? Verified = null);

/// <summary>One thing about how a customer's account stands, in plain words.</summary>
/// <param name="Tone">Good, Warn, Bad, or Plain.</param>
/// <param name="Text">What is.</param>
/// <param name="Next">What it means, and the next step; null where there is none.</param>
public sealed record SummaryLine(Ui.Tone Tone, string Text, string? Next = null);

/// <summary>Something that happened to a customer's account.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Who">"You", "A colleague", a colleague's name for those who may read the audit log, or Cognito.</param>
/// <param name="What">What they did, after the name.</param>
/// <param name="Tone">Bad for what was refused or taken away.</param>
public sealed record CustomerEvent(DateTimeOffset At, string Who, string What, Ui.Tone Tone = Ui.Tone.Plain);
