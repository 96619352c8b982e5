using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Watch.Rules;

namespace Clubshop.Admin.Watch;

/// <summary>A finding as somebody sees it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="State">How it stands now; done as well where the record no longer has the cause, before the next check has said so.</param>
/// <param name="Clubs">Ids of the clubs that its record belongs to.</param>
public sealed record FindingView(Finding Finding, FindingState State, IReadOnlyList<string> Clubs);

/// <summary>Somebody who can look after a finding.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
public sealed record FindingPerson(string Id, string Name);

/// <summary>
/// What the nightly check found, for those who may put it right: all of it for whoever edits the whole catalog, that of their clubs for a club
/// administrator. What people decide about a finding is a change like any other, with its audit entry.
/// </summary>
public sealed class WatchService
{
    /// <summary>The longest that a finding can be put off.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(366);

    private readonly WatchBoard _board;
    private readonly CatalogIndexes _indexes;
    private readonly RecordIndex<OfferRow> _offers;
    private readonly RecordIndex<ShopRow> _shops;
    private readonly OfferSight _sight;
    private readonly UnseenOffers _unseen;
    private readonly StaffService _staff;
    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;

    internal WatchService(
        WatchBoard board, CatalogIndexes indexes, RecordIndex<OfferRow> offers, RecordIndex<ShopRow> shops, OfferSight sight, UnseenOffers unseen, StaffService staff,
        TableReader reader, WriteUnit writes, UnauditedWriter unaudited, TimeProvider time) =>
        (_board, _indexes, _offers, _shops, _sight, _unseen, _staff, _reader, _writes, _unaudited, _time) =
        (board, indexes, offers, shops, sight, unseen, staff, reader, writes, unaudited, time);

    /// <summary>The findings that the person may put right, the oldest first; from memory.</summary>
    public IReadOnlyList<FindingView> Of(Actor actor)
    {
        if (!actor.Has(Permission.EditCatalog))
            return [];

        var now = _time.GetUtcNow();
        return
        [
            .. _board.Findings.Values.Select(finding => new FindingView(finding, StateOf(finding, now), ClubsOf(finding.Key)))
                .Where(view => actor.Reaches(Permission.EditCatalog, view.Clubs))
                .OrderBy(view => view.Finding.FirstSeen).ThenBy(view => view.Finding.Key.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The page where a finding is put right.</summary>
    public string HrefOf(Finding finding) => finding.Key.Kind switch
    {
        FindingKind.Unseen => OfferUrls.Why(finding.Key.RecordId),
        FindingKind.EmptyPool => CouponUrls.Of(finding.Key.RecordId),
        _ => _indexes.Of(finding.Key.Record)?.Kind.Edit(finding.Key.RecordId) ?? WatchUrls.Inbox,
    };

    /// <summary>When the check ran last, and what it found that is not kept.</summary>
    public Result<WatchState> StateOf(Actor actor) => actor.Refuse(Permission.EditCatalog) is { } refused ? refused : _board.State;

    /// <summary>Whether the person may ask for a check: who edits the whole catalog.</summary>
    public static bool MayCheck(Actor actor) => actor.Has(Permission.EditWholeCatalog);

    /// <summary>Those who can be asked to look after a finding: for whoever manages the staff all who may put it right, otherwise the person alone.</summary>
    /// <exception cref="Exception">Cognito is unavailable.</exception>
    public async Task<IReadOnlyList<FindingPerson>> PeopleAsync(Actor actor, FindingKey key, CancellationToken cancellationToken)
    {
        var clubs = ClubsOf(key);
        if (!actor.Reaches(Permission.EditCatalog, clubs))
            return [];

        var self = new FindingPerson(actor.Id, actor.Name);
        if (!actor.Has(Permission.ManageStaff) || (await _staff.ListAsync(actor, cancellationToken)).Value is not { } staff)
            return [self];

        return
        [
            self,
            .. staff.People.Where(member => member.Id != actor.Id && member.Status != StaffStatus.Disabled && Permissions.ReachOf(member.Role, Permission.EditCatalog) switch
            {
                Reach.All => true,
                Reach.Assigned => clubs.Count > 0 && clubs.All(member.Clubs.Contains),
                _ => false,
            }).Select(member => new FindingPerson(member.Id, member.Name)),
        ];
    }

    /// <summary>Gives a finding to somebody, or to nobody.</summary>
    /// <param name="actor">Who decides.</param>
    /// <param name="key">The finding.</param>
    /// <param name="personId">One of <see cref="PeopleAsync"/>; null for nobody.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<Finding>> AssignAsync(Actor actor, FindingKey key, string? personId, string token, CancellationToken cancellationToken)
    {
        var person = personId is null ? null : personId == actor.Id ? new(actor.Id, actor.Name)
            : (await PeopleAsync(actor, key, cancellationToken)).FirstOrDefault(one => one.Id == personId);
        if (personId is not null && person is null && actor.Refuse(Permission.EditCatalog, ClubsOf(key)) is null)
            return new Problem("nobody", L["This person may not put it right, so they cannot look after it. Choose another."]);

        return await ChangeAsync(actor, key, WatchAudit.Assign, null, token, finding => finding with { OwnerId = person?.Id, OwnerName = person?.Name }, cancellationToken);
    }

    /// <summary>Puts a finding off until a moment.</summary>
    /// <param name="actor">Who decides.</param>
    /// <param name="key">The finding.</param>
    /// <param name="until">The moment (UTC), at most <see cref="LongestSnooze"/> from now.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public Task<Result<Finding>> SnoozeAsync(Actor actor, FindingKey key, DateTimeOffset until, string token, CancellationToken cancellationToken) =>
        until <= _time.GetUtcNow() || until > _time.GetUtcNow() + LongestSnooze
            ? Task.FromResult<Result<Finding>>(new Problem("until", L["Choose a day that is still to come, within a year."], "Until"))
            : ChangeAsync(actor, key, WatchAudit.Snooze, null, token, finding => finding with { SnoozedUntil = until }, cancellationToken);

    /// <summary>Says that a finding is no problem. It comes back when its cause becomes another one.</summary>
    /// <param name="actor">Who decides.</param>
    /// <param name="key">The finding.</param>
    /// <param name="reason">Why; 1 to <see cref="Finding.MaxReason"/> characters.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public Task<Result<Finding>> DismissAsync(Actor actor, FindingKey key, string reason, string token, CancellationToken cancellationToken)
    {
        var clean = reason.Trim();
        return clean.Length switch
        {
            _ when Input.VisibleText.Wrong(clean) is { } wrong => Task.FromResult<Result<Finding>>(new Problem("reason", $"{L["The reason"]} {wrong}", "Reason")),
            0 => Task.FromResult<Result<Finding>>(new Problem("reason", L["Say why it is no problem, for those who look at it later."], "Reason")),
            > Finding.MaxReason => Task.FromResult<Result<Finding>>(new Problem("reason", L[$"The reason has more than {Finding.MaxReason} characters. Shorten it."], "Reason")),
            _ => ChangeAsync(actor, key, WatchAudit.Dismiss, clean, token, finding => finding with { Reason = clean, DismissedBy = actor.Name, SnoozedUntil = null }, cancellationToken),
        };
    }

    /// <summary>Opens a finding again that was put off or said to be no problem.</summary>
    public Task<Result<Finding>> ReopenAsync(Actor actor, FindingKey key, string token, CancellationToken cancellationToken) =>
        ChangeAsync(actor, key, WatchAudit.Reopen, null, token, finding => finding with { Reason = null, DismissedBy = null, SnoozedUntil = null }, cancellationToken);

    /// <summary>Asks for a check now: whichever instance does the nightly one begins it within seconds.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<WatchState>> CheckNowAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditWholeCatalog) is { } refused)
            return refused;

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var item = await _reader.ReadAsync(FindingItems.Run, cancellationToken);
            var state = WatchState.Read(item);
            if (state.IsWaiting)
                return Took(state);

            if (attempt == 0)
                await _writes.RecordAsync(actor, token, new(AuditActions.Start, WatchAudit.CheckKind, WatchAudit.CheckKind, "the whole catalog"), cancellationToken);

            var version = item?.Version ?? 0;
            var after = (item?.Copy() ?? new Item(FindingItems.Run.Pk, FindingItems.Run.Sk)).Set("askedAt", _time.GetUtcNow()).Set(Attributes.Version, version + 1);
            if (await _unaudited.PutAsync(Table.System, after, new RowCondition.AtVersion(version), cancellationToken))
                return Took(WatchState.Read(after));
        }

        return new Problem("busy", L["A check is just being asked for by others. Try again in a moment."]);

        WatchState Took(WatchState state)
        {
            _board.Take(state);
            return state;
        }
    }

    /// <summary>The clubs that the record of a finding belongs to.</summary>
    private IReadOnlyList<string> ClubsOf(FindingKey key) => key.Record switch
    {
        OfferKind.Name => _offers.Find(key.RecordId) is { } offer ? _sight.ClubsOf(offer) : [],
        ShopKind.Name => _shops.Find(key.RecordId)?.ClubIds ?? [],
        ClubKind.Name => [key.RecordId],
        _ => [],
    };

    private FindingState StateOf(Finding finding, DateTimeOffset now) =>
        finding.StateAt(now) is FindingState.Open or FindingState.Snoozed && !Holds(finding, now) ? FindingState.Done : finding.StateAt(now);

    // As far as memory tells: what was put right since the last check need not wait for the next one to leave the list.
    private bool Holds(Finding finding, DateTimeOffset now)
    {
        var key = finding.Key;
        if (_indexes.Of(key.Record)?.Find(key.RecordId) is not { Status: EditorialStatus.Published } row)
            return false;

        return key.Kind switch
        {
            FindingKind.Unseen => _unseen.Ids().Contains(key.RecordId),
            FindingKind.EmptyPool => _offers.Find(key.RecordId)?.PhaseAt(now) == Phase.Live,
            FindingKind.LookAlike => finding.Found.Other is { } other && _offers.Find(key.RecordId) is { } one && _offers.Find(other) is { } two && LookAlikes.AreAlike(one, two, now),
            _ => row.Version == finding.Found.Version,
        };
    }

    private async Task<Result<Finding>> ChangeAsync(
        Actor actor, FindingKey key, string action, string? note, string token, Func<Finding, Finding> change, CancellationToken cancellationToken)
    {
        var clubs = ClubsOf(key);
        if (actor.Refuse(Permission.EditCatalog, clubs) is { } refused)
            return refused;

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var item = await _reader.ReadAsync(FindingItems.KeyOf(key), cancellationToken);
            if (item is null || FindingItems.Read(item) is not { DoneAt: null } finding)
                return new Problem(Problem.NotFound, L["This is done, or was never found. Load the page again."]);

            var outcome = await _writes.CommitAsync(
                new Change
                {
                    Actor = actor,
                    Token = token,
                    Audit = new(action, WatchAudit.Kind, key.ToString(), $"{WatchLabels.Of(key.Kind)}: {finding.Found.Name}") { Clubs = clubs, Note = note },
                    Entity = new(Table.System, item, FindingItems.Write(change(finding), item)),
                    Steps = [new ChangeStep.Touch(FindingItems.Head)],
                },
                cancellationToken);
            if (outcome is CommitOutcome.Conflicted or CommitOutcome.CheckFailed)
                continue; // each of these changes stands by itself: made on what is stored now

            var stored = outcome switch
            {
                CommitOutcome.Saved saved => saved.Item,
                CommitOutcome.Unchanged unchanged => unchanged.Item,
                _ => item,
            };
            var result = FindingItems.Read(stored)!;
            _board.Take(result);
            return result;
        }

        return new Problem("busy", L["Somebody is changing this finding. Try again in a moment."]);
    }
}
