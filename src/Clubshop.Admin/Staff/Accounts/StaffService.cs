using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>
/// Staff accounts, roles and assignments. Every call checks that the actor may manage staff; calls that change an account also check the actor's
/// present role in Cognito. A change in Cognito is an audit entry of the request, the call, and an audit entry of the outcome;
/// <see cref="StaffSettlement"/> completes changes that were interrupted.
/// </summary>
public sealed partial class StaffService
{
    // A change is cancelled before its lease expires.
    private static readonly TimeSpan MaxDuration = StaffLease.Life - TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LeaseTimeout = TimeSpan.FromSeconds(8);

    private readonly StaffPool _pool;
    private readonly StaffStore _store;
    private readonly StaffTimes _times;
    private readonly StaffChangeStore _changes;
    private readonly StaffLease _lease;
    private readonly WriteUnit _writes;
    private readonly SessionService _sessions;
    private readonly TimeProvider _time;
    private readonly ILogger<StaffService> _logger;

    internal StaffService(
        StaffPool pool, StaffStore store, StaffTimes times, StaffChangeStore changes, StaffLease lease, WriteUnit writes, SessionService sessions,
        TimeProvider time, ILogger<StaffService> logger) =>
        (_pool, _store, _times, _changes, _lease, _writes, _sessions, _time, _logger) =
        (pool, store, times, changes, lease, writes, sessions, time, logger);

    /// <summary>All staff.</summary>
    /// <exception cref="AmazonServiceException">Cognito or DynamoDB is unavailable.</exception>
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

    /// <summary>One person.</summary>
    public async Task<Result<StaffMember>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;

        return await MemberAsync(id, cancellationToken) is { } member ? member : NotFound();
    }

    /// <summary>Invites somebody: creates the account, has Cognito send a temporary password, sets role and assignments.</summary>
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
                Note = "as " + Roles.InNotes(invitation.Role),
                AskedAt = _time.GetUtcNow(),
            },
            cancellationToken);
    }

    /// <summary>Changes the role and ends the person's sessions, because their pages may show what the new role must not see.</summary>
    public Task<Result<StaffMember>> ChangeRoleAsync(Actor actor, string id, Role role, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.ChangeRole, role, cancellationToken);

    /// <summary>Disables sign-in and ends the sessions.</summary>
    public Task<Result<StaffMember>> DisableAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Disable, null, cancellationToken);

    /// <summary>Enables sign-in again.</summary>
    public Task<Result<StaffMember>> EnableAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Enable, null, cancellationToken);

    /// <summary>Removes a lost authenticator and ends the sessions; the next sign-in enrols another.</summary>
    public Task<Result<StaffMember>> ResetAuthenticatorAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.ResetAuthenticator, null, cancellationToken);

    /// <summary>Sends a new temporary password.</summary>
    public Task<Result<StaffMember>> ResendAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.Resend, null, cancellationToken);

    /// <summary>Ends every session and revokes every token.</summary>
    public Task<Result<StaffMember>> SignOutEverywhereAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, StaffAction.SignOut, null, cancellationToken);

    /// <summary>Replaces the assigned clubs and shops; effective here at once, in other instances within 30 seconds.</summary>
    /// <param name="actor">Who assigns.</param>
    /// <param name="id">The person.</param>
    /// <param name="clubs">Ids of all clubs.</param>
    /// <param name="shops">Ids of all shops.</param>
    /// <param name="version">The version of the record that the actor saw.</param>
    /// <param name="cancellationToken">Observed until the write is sent.</param>
    public async Task<Result<StaffMember>> AssignAsync(
        Actor actor, string id, IReadOnlyCollection<string> clubs, IReadOnlyCollection<string> shops, long version, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ManageStaff) is { } refused)
            return refused;
        if (StaffRules.CheckAssigned(clubs, "Clubs").Concat(StaffRules.CheckAssigned(shops, "Shops")).ToList() is { Count: > 0 } problems)
            return Result<StaffMember>.Refused(problems);
        if (await CheckStillAllowedAsync(actor, cancellationToken) is { } stale)
            return stale;
        if (await MemberAsync(id, cancellationToken) is not { } member)
            return NotFound();

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
        return saved is null ? Result<StaffMember>.Conflicted(now, L["Somebody else changed the assignments in the meantime. Check them and save again."]) : now;
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
                    Note = role is null ? null : $"{Roles.InNotes(member.Role)} → {Roles.InNotes(role)}",
                    AskedAt = _time.GetUtcNow(),
                },
                cancellationToken)
            : NotFound();
    }

    private async Task<Result<StaffMember>> ChangeAsync(Actor actor, string? id, StaffChange change, CancellationToken cancellationToken)
    {
        await using var lease = await _lease.TakeAsync(LeaseTimeout, cancellationToken);
        if (lease is null)
            return new Problem("busy", L["Another change of staff is in progress. Try again in a few seconds."]);

        // Read under the lease: earlier changes are written by now.
        if (await CheckStillAllowedAsync(actor, cancellationToken) is { } stale)
            return stale;

        if (id is not null)
        {
            if (await MemberAsync(id, cancellationToken) is not { } member)
                return NotFound();

            var others = await OtherAdministratorsAsync(actor, member, cancellationToken);
            if (StaffRules.Check(change.Action, actor, member, change.Role, others) is { } problem)
                return problem;
        }

        // From here on, a closed browser does not cancel the change.
        using var limit = new CancellationTokenSource(MaxDuration, _time);
        return await RunAsync(change, limit.Token);
    }

    /// <summary>Checks in Cognito that the actor may still manage staff: a circuit may be 30 seconds behind.</summary>
    private async Task<Problem?> CheckStillAllowedAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Id == Actor.System.Id)
            return null;

        var now = await _pool.FindAsync(actor.Id, cancellationToken);
        return now is { Enabled: true } && Permissions.Has(now.Role, Permission.ManageStaff)
            ? null
            : new(Problem.Forbidden, L["Your own role was changed a moment ago. Reload the page to continue with your new role."]);
    }

    private async Task<int> OtherAdministratorsAsync(Actor actor, StaffMember target, CancellationToken cancellationToken)
    {
        // The actor was just confirmed to be one. Cognito's list may be a moment behind, so it is used only without an actor.
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

    private static Problem NotFound() => InTheirLanguage(NoSuchPerson);

    private static Problem NoSuchPerson => new(Problem.NotFound, L.Later("This person does not work here, or no longer."));

    private static Problem InTheirLanguage(Problem problem) => problem with { Message = L[problem.Message] };

    // In English: the audit log keeps why.
    internal static Problem? ProblemOf(Exception exception) => exception switch
    {
        UsernameExistsException or AliasExistsException => new(Problem.Taken, L.Later("This email already has an account. Find it in the list."), nameof(StaffInvitation.Email)),
        UserNotFoundException => NoSuchPerson,
        UnsupportedUserStateException => new("state", L.Later("The account’s state has changed in the meantime. Reload the page.")),
        CodeDeliveryFailureException => new("not-sent", L.Later("The email could not be sent. Check the address; if it is right, ask whoever runs the portal to check its email settings.")),
        InvalidParameterException => new("refused", L.Later("This was not accepted. Check the address; if it is right, ask whoever runs the portal to run ops doctor.")),
        ResourceNotFoundException => new("no-group", L.Later("A role is missing in the staff directory. Ask whoever runs the portal to run ops doctor: it says what to change.")),
        LimitExceededException or TooManyRequestsException => new("limit", L.Later("Too many of these requests were made just now. Try again in a few minutes.")),
        AmazonCognitoIdentityProviderException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } =>
            new("refused", L.Later("This was refused, and nothing was changed. The log has the reason; ask whoever runs the portal to run ops doctor.")),
        _ => null,
    };
}
