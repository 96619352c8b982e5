using Amazon.Runtime;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Staff.Accounts;

// The audit entry of the request, the call, and the outcome; and the settlement of interrupted changes.
public sealed partial class StaffService
{
    private const string Kind = "staff";

    /// <summary>Completes changes without an outcome in the audit log. It holds the lease, so that no change is still running.</summary>
    /// <returns>How many were completed.</returns>
    internal async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        if ((await _changes.OpenAsync(cancellationToken)).Count == 0)
            return 0;

        await using var lease = await _lease.TakeAsync(StaffLease.Life + StaffLease.Life, cancellationToken);
        if (lease is null)
            return 0;

        var settled = 0;
        foreach (var change in await _changes.OpenAsync(cancellationToken))
        {
            if (!await _changes.IsOpenAsync(change, cancellationToken))
                continue;

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await SettleAsync(change, limit.Token);
            settled++;
        }

        return settled;
    }

    private async Task<Result<StaffMember>> RunAsync(StaffChange change, CancellationToken cancellationToken)
    {
        await _changes.KeepAsync(change, cancellationToken);
        await _writes.RecordAsync(change.Actor, change.Token, Draft(change, "ask-", change.PersonId, change.Note), cancellationToken);
        string id;
        try
        {
            id = await CallAsync(change, cancellationToken);
        }
        catch (Exception exception) when (ProblemOf(exception) is { } problem)
        {
            LogRefused(change.Action, exception);
            await RefuseAsync(change, problem.Message);
            return InTheirLanguage(problem);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            // Whether it was done is unknown: it stays open and is settled from Cognito's state when Cognito answers again.
            LogUncertain(change.Action, exception);
            return new Problem("unreachable", L["The staff directory did not answer. The portal checks within a minute whether this was done and writes it to the audit log."]);
        }

        await FinishAsync(change, id, change.Note);
        return await MemberAsync(id, CancellationToken.None) is { } member ? member : NotFound();
    }

    private async Task<string> CallAsync(StaffChange change, CancellationToken cancellationToken)
    {
        switch (change.Action)
        {
            case StaffAction.Invite:
                var id = await _pool.CreateAsync(change.Email, change.Name, cancellationToken);
                await _pool.SetRoleAsync(id, change.Role!.Value, cancellationToken);
                return id;
            case StaffAction.Resend:
                await _pool.ResendAsync(change.Email, cancellationToken);
                break;
            case StaffAction.ChangeRole:
                await _pool.SetRoleAsync(change.PersonId, change.Role!.Value, cancellationToken);
                await _pool.SignOutAsync(change.PersonId, cancellationToken);
                break;
            case StaffAction.Disable:
                await _pool.DisableAsync(change.PersonId, cancellationToken);
                break;
            case StaffAction.Enable:
                await _pool.EnableAsync(change.PersonId, cancellationToken);
                break;
            case StaffAction.ResetAuthenticator:
                await _pool.ResetAuthenticatorAsync(change.PersonId, cancellationToken);
                await _pool.SignOutAsync(change.PersonId, cancellationToken);
                break;
            default:
                await _pool.SignOutAsync(change.PersonId, cancellationToken);
                break;
        }

        return change.PersonId;
    }

    // The outcome is written together with the portal's own record, in one transaction.
    private async Task FinishAsync(StaffChange change, string id, string? note)
    {
        var none = CancellationToken.None;
        var now = _time.GetUtcNow();
        var draft = Draft(change, "", id, note);
        var ends = change.Action is StaffAction.Disable or StaffAction.ChangeRole or StaffAction.ResetAuthenticator or StaffAction.SignOut;
        switch (change.Action)
        {
            case StaffAction.Invite:
                await _store.SaveAsync(
                    change.Actor, change.EndToken, draft,
                    record => record with { Name = change.Name, Clubs = change.Clubs, Shops = change.Shops, InvitedAt = change.AskedAt }, null, none);
                break;
            case StaffAction.Resend:
                await _store.SaveAsync(change.Actor, change.EndToken, draft, record => record with { Name = change.Name, InvitedAt = now }, null, none);
                break;
            case StaffAction.Enable:
                await _writes.RecordAsync(change.Actor, change.EndToken, draft, none);
                break;
            default:
                await _store.SaveAsync(change.Actor, change.EndToken, draft, record => record with { Name = change.Name, SessionsFrom = now }, null, none);
                break;
        }

        if (change.Action == StaffAction.ResetAuthenticator)
            await _times.AuthenticatorGoneAsync(id, none);
        if (ends)
            await _sessions.EndAllAsync(id, null, none);

        _sessions.Forget(id);
        await _changes.DropAsync(change);
    }

    private async Task RefuseAsync(StaffChange change, string why)
    {
        await _writes.RecordAsync(change.Actor, change.EndToken, Draft(change, "refuse-", change.PersonId, why), CancellationToken.None);
        await _changes.DropAsync(change);
    }

    private async Task SettleAsync(StaffChange change, CancellationToken cancellationToken)
    {
        // Idempotent: written once, even if the portal stopped before or after it.
        await _writes.RecordAsync(change.Actor, change.Token, Draft(change, "ask-", change.PersonId, change.Note), cancellationToken);
        var invited = change.Action == StaffAction.Invite;
        var person = await _pool.FindAsync(invited ? change.Email : change.PersonId, cancellationToken);
        var done = person is not null && change.Action switch
        {
            // An account that existed before belongs to another invitation.
            StaffAction.Invite => person.IsInvited && person.ChangedAt >= change.AskedAt.AddSeconds(-1),
            StaffAction.Resend => person.ChangedAt >= change.AskedAt.AddSeconds(-1),
            StaffAction.ChangeRole => person.Role == change.Role || person.Role is null, // removed from the old group, not yet in the new one
            StaffAction.Disable => !person.Enabled,
            StaffAction.Enable => person.Enabled,
            StaffAction.ResetAuthenticator => person.HasAuthenticator == false,
            _ => true, // ending sessions again does no harm
        };
        if (!done)
        {
            await RefuseAsync(change, "the portal stopped before it was done; nothing was changed");
            return;
        }

        if (person!.Role != change.Role && change.Role is { } role)
            await _pool.SetRoleAsync(person.Id, role, cancellationToken);
        if (change.Action is StaffAction.SignOut or StaffAction.ChangeRole or StaffAction.ResetAuthenticator)
            await _pool.SignOutAsync(person.Id, cancellationToken);

        await FinishAsync(change, person.Id, string.Join("; ", new[] { change.Note, "settled at start from the pool" }.OfType<string>()));
    }

    private static Storage.AuditDraft Draft(StaffChange change, string prefix, string id, string? note) =>
        new(prefix + StaffLabels.Name(change.Action), Kind, id, change.Name) { Note = note };

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "Cognito refused a change of staff: {Action}")]
    private partial void LogRefused(StaffAction action, Exception exception);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Error, Message = "Whether a change of staff was made is not known, and is looked up: {Action}")]
    private partial void LogUncertain(StaffAction action, Exception exception);
}
