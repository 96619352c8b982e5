using Amazon.Runtime;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn.Audit;

/// <summary>Audit actions of sign-in.</summary>
internal static class SignInActions
{
    public const string SignIn = "sign-in";
    public const string RefuseSignIn = "refuse-sign-in";
    public const string SignOut = "sign-out";
    public const string Enrol = "enrol";
    public const string SetPassword = "set-password";
    public const string AskReset = "ask-password-reset";
    public const string ResetPassword = "reset-password";
    public const string RefuseReset = "refuse-password-reset";
    public const string EndSession = "end-session";
    public const string RefuseSession = "refuse-session";
    public const string RefuseStep = "refuse-step";
    public const string RefuseReturn = "refuse-return";
}

/// <summary>Writes sign-in events to the audit log. Never a password, a code or a token.</summary>
internal sealed partial class SignInAudit(
    WriteUnit writes, AttemptedNames names, StaffStore staff, IEnumerable<IAuditPeople> directories, TimeProvider time, ILogger<SignInAudit> logger)
{
    private const string Kind = "staff";

    /// <summary>Something that a person did before they were signed in; looks up their name.</summary>
    public async Task RecordByIdAsync(Visitor visitor, string action, string personId, string email, string? note = null) =>
        await RecordAsync(visitor, action, personId, await NameOfAsync(personId, email), email, note);

    /// <summary>Something that a person did to their own account, after they proved who they are.</summary>
    public Task RecordAsync(Visitor visitor, string action, string personId, string name, string email, string? note = null)
    {
        var actor = new Actor { Id = personId, Name = name, Email = email, Role = null, Address = visitor.Address, Protocol = visitor.Protocol };
        return WriteAsync(actor, new(action, Kind, personId, name) { Note = note });
    }

    /// <summary>Something that somebody tried under a name without proving it.</summary>
    public async Task RecordUnprovenAsync(Visitor visitor, string action, string typed, string note)
    {
        var (id, name) = await names.ResolveAsync(typed, CancellationToken.None);
        await WriteAsync(Nobody(visitor), new(action, Kind, id, name) { Note = note });
    }

    /// <summary>Something refused without a name; recorded under the address it came from.</summary>
    public Task RecordVisitAsync(Visitor visitor, string address, string action, string note) =>
        WriteAsync(Nobody(visitor), new(action, SignInAuditLabels.AddressKind, address, address) { Note = note });

    // The name at their last sign-in, in the portal's own record, or in the pool; never the e-mail address, with which they sign in.
    private async Task<string> NameOfAsync(string personId, string email)
    {
        try
        {
            if (await names.ResolveAsync(email, CancellationToken.None) is var (id, before) && id == personId)
                return before;
            if ((await staff.FindAsync(personId, CancellationToken.None))?.Name is { } known && IsName(known))
                return known;

            foreach (var directory in directories)
            {
                if ((await directory.NamesAsync(CancellationToken.None)).GetValueOrDefault(personId) is { } name && IsName(name))
                    return name;
            }
        }
        catch (Exception cause) when (cause is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            LogNoName(logger, cause);
        }

        return $"somebody who has not signed in yet ({(personId.Length > 8 ? personId[..8] : personId)})";
    }

    private static bool IsName(string text) => text.Length > 0 && !text.Contains('@', StringComparison.Ordinal);

    [LoggerMessage(EventId = 1118, Level = LogLevel.Warning, Message = "The name for an audit entry could not be looked up; the entry has the id.")]
    private static partial void LogNoName(ILogger logger, Exception cause);

    private static Actor Nobody(Visitor visitor) =>
        new() { Id = "nobody", Name = "Nobody signed in", Email = "", Role = null, Address = visitor.Address, Protocol = visitor.Protocol };

    // Without the request's token: what happened is recorded even when the browser has gone.
    private Task WriteAsync(Actor actor, AuditDraft draft) => writes.RecordAsync(actor, Ids.New(time), draft, CancellationToken.None);
}
