using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>
/// Who works here and what they may. Every call asks whether the actor may manage staff; one that changes an account also asks Cognito
/// whether they still may. A change in Cognito is an audit entry "asked", the call, and an entry that it was done or refused (DESIGN 6);
/// what was cut off in between, <see cref="StaffSettlement"/> ends.
/// </summary>
public sealed partial class StaffService
{
    // A change gives up before its lease does.
    private static readonly TimeSpan MostTime = StaffLease.Life - TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly StaffPool _pool;
    private readonly StaffStore _store;
    private readonly StaffTimes _times;
    private readonly StaffChangeStore _changes;
    private readonly StaffLease _lease;
    private readonly WriteUnit _writes;
    private readonly Sessions _sessions;
    private readonly TimeProvider _time;
    private readonly ILogger<StaffService> _logger;

    internal StaffService(
        StaffPool pool, StaffStore store, StaffTimes times, StaffChangeStore changes, StaffLease lease, WriteUnit writes, Sessions sessions,
        TimeProvider time, ILogger<StaffService> logger) =>
        (_pool, _store, _times, _changes, _lease, _writes, _sessions, _time, _logger) =
        (pool, store, times, changes, lease, writes, sessions, time, logger);

    /// <summary>Everybody who works here.</summary>
    /// <exception cref="AmazonServiceException">Cognito or DynamoDB cannot be asked.</exception>
    public async Task<Result<StaffList>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        var people = await _pool.ListAsync(cancellationToken);
        var ids = people.Select(person => person.Id).ToList();
        var records = await _store.FindManyAsync(ids, cancellationToken);
        var seen = await _times.OfAsync(ids, cancellationToken);
        var days = await _pool.InvitationDaysAsync(cancellationToken);
        return new StaffList([.. people.Select(person => Member(person, records.GetValueOrDefault(person.Id), seen[person.Id], days))
            .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase).ThenBy(member => member.Id, StringComparer.Ordinal)]);
    }

    /// <summary>One person as they are now.</summary>
    public async Task<Result<StaffMember>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        return await MemberAsync(id, cancellationToken) is { } member ? member : NotThere();
    }

    /// <summary>Invites somebody: makes the account, has Cognito send a temporary password, gives the role, assigns.</summary>
    public async Task<Result<StaffMember>> InviteAsync(Actor actor, StaffInvitation invitation, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (StaffRules.Check(invitation) is { Count: > 0 } problems)
            return Result<StaffMember>.Refused(problems);

        var (email, name) = (invitation.Email.Trim().ToLowerInvariant(), invitation.Name.Trim());
        return await ChangeAsync(
            actor, null,
            new()
            {
                Token = Ids.New(_time),
                Action = StaffAction.Invite,
                Actor = actor,
                PersonId = "invited:" + email,
                Name = name,
                Email = email,
                Role = invitation.Role,
                Clubs = invitation.Clubs.ToHashSet(StringComparer.Ordinal),
                Shops = invitation.Shops.ToHashSet(StringComparer.Ordinal),
                Note = "as " + Roles.Person(invitation.Role),
                AskedAt = _time.GetUtcNow(),
            },
            cancellationToken);
    }

    /// <summary>Gives another role; the person's sessions end, because what they show may no longer be theirs to see.</summary>
    public Task<Result<StaffMember>> ChangeRoleAsync(Actor actor, string id, Role role, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.ChangeRole, role, cancellationToken);

    /// <summary>Bars from signing in and ends the sessions.</summary>
    public Task<Result<StaffMember>> DisableAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Disable, null, cancellationToken);

    /// <summary>Lets sign in again.</summary>
    public Task<Result<StaffMember>> EnableAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Enable, null, cancellationToken);

    /// <summary>Takes a lost authenticator off and ends the sessions; the next sign-in enrols another.</summary>
    public Task<Result<StaffMember>> ResetAuthenticatorAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.ResetAuthenticator, null, cancellationToken);

    /// <summary>Sends a new temporary password.</summary>
    public Task<Result<StaffMember>> ResendAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Resend, null, cancellationToken);

    /// <summary>Ends every session and revokes every token.</summary>
    public Task<Result<StaffMember>> SignOutEverywhereAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.SignOut, null, cancellationToken);

    /// <summary>Assigns clubs and shops in place of those before; in force here at once, elsewhere within half a minute.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="id">To whom.</param>
    /// <param name="clubs">Ids of all clubs.</param>
    /// <param name="shops">Ids of all shops.</param>
    /// <param name="version">The record's version that was looked at.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
    public async Task<Result<StaffMember>> AssignAsync(
        Actor actor, string id, IReadOnlyCollection<string> clubs, IReadOnlyCollection<string> shops, long version, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (StaffRules.CheckAssigned(clubs, "Clubs").Concat(StaffRules.CheckAssigned(shops, "Shops")).ToList() is { Count: > 0 } problems)
            return Result<StaffMember>.Refused(problems);
        if (await FreshAsync(actor, cancellationToken) is { } stale)
            return stale;
        if (await MemberAsync(id, cancellationToken) is not { } member)
            return NotThere();

        var saved = await _store.SaveAsync(
            actor, Ids.New(_time), new("assign", "staff", member.Id, member.Name),
            record => record with
            {
                Name = member.Name,
                Clubs = clubs.ToHashSet(StringComparer.Ordinal),
                Shops = shops.ToHashSet(StringComparer.Ordinal),
            },
            version, cancellationToken);
        _sessions.Forget(member.Id);
        var now = await MemberAsync(id, CancellationToken.None) ?? member;
        return saved is null ? Result<StaffMember>.Conflicted(now, "Somebody else assigned clubs or shops in the meantime. Look at them and save again.") : now;
    }

    private async Task<Result<StaffMember>> ChangeAsync(Actor actor, string id, StaffAction action, Role? role, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        return await MemberAsync(id, cancellationToken) is { } member
            ? await ChangeAsync(
                actor, member.Id,
                new()
                {
                    Token = Ids.New(_time),
                    Action = action,
                    Actor = actor,
                    PersonId = member.Id,
                    Name = member.Name,
                    Email = member.Email,
                    Role = role,
                    Note = role is null ? null : $"{Roles.Person(member.Role)} → {Roles.Person(role)}",
                    AskedAt = _time.GetUtcNow(),
                },
                cancellationToken)
            : NotThere();
    }

    private async Task<Result<StaffMember>> ChangeAsync(Actor actor, string? id, StaffChange change, CancellationToken cancellationToken)
    {
        await using var lease = await _lease.TakeAsync(Patience, cancellationToken);
        if (lease is null)
            return new Problem("busy", "Somebody else is changing staff at the moment. Try again in a few seconds.");

        // Looked at under the lease: whoever changed something before has written it.
        if (await FreshAsync(actor, cancellationToken) is { } stale)
            return stale;

        if (id is not null)
        {
            if (await MemberAsync(id, cancellationToken) is not { } member)
                return NotThere();

            var others = await OtherAdministratorsAsync(actor, member, cancellationToken);
            if (StaffRules.Check(change.Action, actor, member, change.Role, others) is { } problem)
                return problem;
        }

        // From here nothing is given up because a browser left.
        using var limit = new CancellationTokenSource(MostTime, _time);
        return await RunAsync(change, limit.Token);
    }

    /// <summary>Whether Cognito still has the actor as somebody who manages staff: a circuit may be half a minute behind.</summary>
    private async Task<Problem?> FreshAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Id == Actor.System.Id)
            return null;

        var now = await _pool.FindAsync(actor.Id, cancellationToken);
        return now is { Enabled: true } && Permissions.Has(now.Role, Permission.ManageStaff)
            ? null
            : new(Problem.Forbidden, "Your own role was changed a moment ago. Reload the page to see what you may do now.");
    }

    private async Task<int> OtherAdministratorsAsync(Actor actor, StaffMember target, CancellationToken cancellationToken)
    {
        // The actor was just seen to be one. Cognito's list may be a moment behind, so it counts only where there is no actor.
        if (actor.Id != Actor.System.Id)
            return actor.Id == target.Id ? 0 : 1;

        return (await _pool.AdministratorsAsync(cancellationToken)).Count(name => name != target.UserName);
    }

    private async Task<StaffMember?> MemberAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length is 0 or > 128 || await _pool.FindAsync(id, cancellationToken) is not { } person)
            return null;

        return Member(
            person, await _store.FindAsync(person.Id, cancellationToken), await _times.OfAsync(person.Id, cancellationToken),
            await _pool.InvitationDaysAsync(cancellationToken));
    }

    private StaffMember Member(PoolPerson person, StaffRecord? record, StaffSeen seen, int invitationDays)
    {
        var invited = person.IsInvited;
        DateTimeOffset? invitedAt = invited ? record?.InvitedAt ?? person.ChangedAt : null;
        var ends = invitedAt + TimeSpan.FromDays(invitationDays);
        return new()
        {
            Id = person.Id,
            UserName = person.UserName,
            Email = person.Email,
            Name = person.Name.Length > 0 ? person.Name : record?.Name is { Length: > 0 } known ? known : person.Email,
            Role = person.Role,
            Status = !person.Enabled ? StaffStatus.Disabled
                : invited ? (ends <= _time.GetUtcNow() ? StaffStatus.InvitationExpired : StaffStatus.Invited)
                : person.Status == UserStatusType.CONFIRMED.Value ? StaffStatus.Active
                : person.Status == UserStatusType.RESET_REQUIRED.Value ? StaffStatus.MustReset
                : StaffStatus.Other,
            Clubs = record?.Clubs ?? new HashSet<string>(StringComparer.Ordinal),
            Shops = record?.Shops ?? new HashSet<string>(StringComparer.Ordinal),
            InvitedAt = invitedAt,
            InvitationEndsAt = ends,
            HasAuthenticator = person.HasAuthenticator ?? seen.Authenticator is not null,
            LastSignIn = seen.SignIn,
            Stamp = record?.Stamp ?? Stamp.Unsaved,
        };
    }

    private static Problem NotThere() => new(Problem.NotFound, "There is no such person in the staff pool (any more).");

    internal static Problem? ProblemOf(Exception exception) => exception switch
    {
        UsernameExistsException or AliasExistsException => new(Problem.Taken, "Somebody with this email works here already. Look for them in the list.", nameof(StaffInvitation.Email)),
        UserNotFoundException => NotThere(),
        UnsupportedUserStateException => new("state", "The account’s state has changed meanwhile. Reload the page."),
        CodeDeliveryFailureException => new("not-sent", "Cognito could not send the email. Check the address and the pool’s email settings."),
        InvalidParameterException => new("refused", "Cognito did not accept this. Check the address and the pool’s settings (ops doctor names them)."),
        ResourceNotFoundException => new("no-group", "The pool lacks a group or does not exist. Run ops doctor to see what to change."),
        LimitExceededException or TooManyRequestsException => new("limit", "Cognito takes no more of these for now. Try again in some minutes."),
        AmazonCognitoIdentityProviderException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } =>
            new("refused", "Cognito refused this. The log has why; ops doctor checks the pool and the portal’s rights."),
        _ => null,
    };
}
