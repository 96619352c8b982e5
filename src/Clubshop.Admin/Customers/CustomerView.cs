using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Help;

namespace Clubshop.Admin.Customers;

/// <summary>A customer for a page: masked.</summary>
public sealed record CustomerView
{
    /// <summary>Cognito's <c>sub</c>, the customer number.</summary>
    public required string Sub { get; init; }

    /// <summary>First name and initial.</summary>
    public required string Name { get; init; }

    /// <summary>Cognito's UserStatus; may be one that this portal does not know.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the customer may sign in.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The fields that the customer has, masked.</summary>
    public required IReadOnlyList<MaskedField> Fields { get; init; }

    /// <summary>The names of the customer's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Labels of the second factors.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>Whether one of them is an authenticator.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>When the account was created (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Devices, opt-outs and what they follow.</summary>
    public required CustomerContact Contact { get; init; }

    /// <summary>The status of the account, the most important line first.</summary>
    public required IReadOnlyList<SummaryLine> Summary { get; init; }

    /// <summary>What happened, newest first.</summary>
    public required IReadOnlyList<CustomerEvent> Events { get; init; }

    /// <summary>The actions offered, with their consequences.</summary>
    public required IReadOnlyList<HelpOffer> Offers { get; init; }

    /// <summary>Whether the data was exported in the last 30 days, which erasing requires.</summary>
    public bool Exported { get; init; }

    /// <summary>Fingerprint of what is shown. Sent back with a request, so that nothing is done to an account that has changed.</summary>
    public required string Seen { get; init; }

    /// <summary>A field by its kind; null if the customer has none.</summary>
    public MaskedField? Field(CustomerField field) => Fields.FirstOrDefault(known => known.Field == field);
}

/// <summary>A field, masked.</summary>
/// <param name="Field">The field.</param>
/// <param name="Text">The masked text.</param>
/// <param name="Verified">For an address: whether the customer has verified it; otherwise null.</param>
public sealed record MaskedField(CustomerField Field, string Text, bool? Verified = null);

/// <summary>One line about the status of an account, in plain words.</summary>
/// <param name="Tone">Good, Warn, Bad, or Plain.</param>
/// <param name="Text">The fact.</param>
/// <param name="Next">What it means, and the next step; null if there is none.</param>
public sealed record SummaryLine(Ui.Tone Tone, string Text, string? Next = null);

/// <summary>Something that happened to a customer's account.</summary>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Who">"You", "A colleague", a colleague's name for those who may read the audit log, or Cognito.</param>
/// <param name="What">What they did; follows the name.</param>
/// <param name="Why">The reason and the case; null without one, or for those who may not see it.</param>
/// <param name="Tone">Bad for what was refused.</param>
public sealed record CustomerEvent(DateTimeOffset At, string Who, string What, string? Why = null, Ui.Tone Tone = Ui.Tone.Plain);
