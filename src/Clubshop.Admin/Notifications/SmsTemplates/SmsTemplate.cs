using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;

namespace Clubshop.Admin.Notifications.SmsTemplates;

/// <summary>A text registered with India's operators (DLT), with its sender and entity.</summary>
public sealed record SmsTemplate
{
    /// <summary>Its id in the portal.</summary>
    public required string Id { get; init; }

    /// <summary>Its name in the portal.</summary>
    public string Name { get; init; } = "";

    /// <summary>The header that people see as the sender: 6 letters for offers, otherwise 3 to 6.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The principal entity's id, digits.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>The operators' id of the text, digits.</summary>
    public string DltId { get; init; } = "";

    /// <summary>The text as registered, to the character.</summary>
    public string Text { get; init; } = "";

    /// <summary>The kind that it is registered as.</summary>
    public SmsKind Kind { get; init; }

    /// <summary>Whether it is no longer offered.</summary>
    public bool Retired { get; init; }

    /// <summary>Who created and last changed it.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;

    /// <summary>Whether it may be sent only within the legal hours.</summary>
    public bool InLegalHours => Kind is SmsKind.Promotional or SmsKind.ServiceExplicit;

    /// <summary>What is wrong with it; empty if it is valid.</summary>
    public IReadOnlyList<Problem> Check()
    {
        List<Problem> problems = [];
        if (Name.Length > 120 || !VisibleText.CanBeSeen(Name) || VisibleText.Wrong(Name.Trim()) is not null)
            problems.Add(new("required", L["Enter a name of up to 120 characters, so that senders can find it."], nameof(Name)));
        if (!Sender.All(char.IsAsciiLetter) || Sender.Length > 6 || Sender.Length < (Kind is SmsKind.Promotional ? 6 : 3))
        {
            problems.Add(new(
                "sender", Kind is SmsKind.Promotional ? L["The sender of offers has 6 letters, such as CLBSHP."] : L["A sender has 3 to 6 letters, such as CLBSHP."],
                nameof(Sender)));
        }

        if (!Digits(EntityId))
            problems.Add(new("entity", L["The entity's id has 10 to 25 digits, as the operators' portal shows it."], nameof(EntityId)));
        if (!Digits(DltId))
            problems.Add(new("dlt-id", L["The id of a registered text has 10 to 25 digits, as the operators' portal shows it."], nameof(DltId)));
        problems.AddRange(DltTemplate.Parse(Text).Problems);
        return problems;
    }

    private static bool Digits(string text) => text.Length is >= 10 and <= 25 && text.All(char.IsAsciiDigit);
}
