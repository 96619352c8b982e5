using System.Globalization;
using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SavedViews;

/// <summary>
/// Views of the lists. One's own are a setting like a draft, and no audit entry is written for them; what everybody sees is: sharing a view, changing a
/// shared one and taking it away are changes like any other (docs/decisions/0029-saved-views.md).
/// </summary>
public sealed class ViewService(TableReader reader, WriteUnit writes, UnauditedWriter unaudited, IEnumerable<ViewList> lists, TimeProvider time)
{
    private readonly Dictionary<string, ViewList> _lists = lists.ToDictionary(list => list.Name, StringComparer.Ordinal);

    /// <summary>A list by its name (<see cref="ViewList.Name"/>); null for one without views.</summary>
    public ViewList? Find(string name) => _lists.GetValueOrDefault(name);

    /// <summary>Whether the person may keep a view for everybody.</summary>
    public static bool MayShare(Actor actor, ViewList list) => actor.Has(list.See) && actor.Has(list.Share);

    /// <summary>Whether the person may change or delete a view: one's own always, a shared one while one may share, those of others who manages them.</summary>
    public static bool MayChange(Actor actor, ViewList list, SavedView view) =>
        actor.Has(list.See) && (actor.Has(list.Manage) || (view.OwnerId == actor.Id && (!view.Shared || actor.Has(list.Share))));

    /// <summary>The views that the person sees, their own first, each part by name; none where they do not see the list.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, ViewList list, CancellationToken cancellationToken)
    {
        if (!actor.Has(list.See))
            return [];

        var own = ReadAsync(new(Table.System, Keys.Person(actor.Id)) { Prefix = $"{ViewItems.OwnPrefix}{list.Name}#", Consistent = true }, cancellationToken);
        var shared = ReadAsync(new(Table.System, ViewItems.SharedPk) { Prefix = list.Name + "#", Consistent = true }, cancellationToken);
        return [.. ByName(list, await own), .. ByName(list, await shared)];
    }

    /// <summary>Keeps a new view.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="list">Of which list.</param>
    /// <param name="content">What they say of it.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<SavedView>> CreateAsync(Actor actor, ViewList list, ViewContent content, string token, CancellationToken cancellationToken)
    {
        if (Refuse(actor, list, content.Shared) is { } refused)
            return refused;

        var mine = new List<SavedView>(await ReadAsync(new(Table.System, Keys.Person(actor.Id)) { Prefix = ViewItems.OwnPrefix, Consistent = true }, cancellationToken));
        var all = await ReadAsync(new(Table.System, ViewItems.SharedPk) { Consistent = true }, cancellationToken);
        mine.AddRange(all.Where(view => view.OwnerId == actor.Id));
        if (mine.Count >= SavedView.MostOfOne)
            return new Problem("too-many", L[$"You have {mine.Count} views, as many as one person can have. Delete one you no longer use."]);

        var view = new SavedView(token, list.Name, "", "", content.Shared, actor.Id, actor.Name);
        var made = Fill(list, view, content, mine.Concat(all));
        return made.Ok ? await WriteAsync(actor, null, made.Value, token, cancellationToken) : made;
    }

    /// <summary>Changes a view: its name, what it shows, who sees it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="list">Of which list.</param>
    /// <param name="seen">The view as the person sees it.</param>
    /// <param name="content">What they say of it now.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    /// <returns>The view as stored; <see cref="Problem.Conflict"/> where somebody changed it since it was read.</returns>
    public async Task<Result<SavedView>> ChangeAsync(Actor actor, ViewList list, SavedView seen, ViewContent content, string token, CancellationToken cancellationToken)
    {
        if (Refuse(actor, list, content.Shared && !seen.Shared) is { } refused)
            return refused;

        var item = await StoredAsync(actor, list, seen, cancellationToken);
        if (item is null || ViewItems.Read(item) is not { } stored)
            return Gone();
        if (!MayChange(actor, list, stored))
            return NotYours(stored);
        if (stored.Version != seen.Version)
            return Moved();

        var others = await ListAsync(actor, list, cancellationToken);
        var made = Fill(list, stored with { Shared = content.Shared }, content, others.Where(view => view.Id != seen.Id));
        return made.Ok ? await WriteAsync(actor, item, made.Value, token, cancellationToken) : made;
    }

    /// <summary>Deletes a view.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="list">Of which list.</param>
    /// <param name="seen">The view.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    /// <returns>Why not; null when it is gone.</returns>
    public async Task<Problem?> DeleteAsync(Actor actor, ViewList list, SavedView seen, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(list.See) is { } refused)
            return refused;

        var item = await StoredAsync(actor, list, seen, cancellationToken);
        if (item is null || ViewItems.Read(item) is not { } stored)
            return null;
        if (!MayChange(actor, list, stored))
            return NotYours(stored);

        if (!stored.Shared)
        {
            await unaudited.DeleteAsync(ViewItems.KeyOf(stored), null, cancellationToken);
            return null;
        }

        var change = ChangeOf(actor, AuditActions.Delete, stored, token, new(Table.System, item, item.Copy()) { Deleted = true });
        return await writes.CommitAsync(change, cancellationToken) is CommitOutcome.Conflicted { Current.IsDeleted: false } ? Moved().Problems[0] : null;
    }

    private static Problem? Refuse(Actor actor, ViewList list, bool shares) => actor.Refuse(list.See) ?? (shares ? actor.Refuse(list.Share) : null);

    // A view of one's own is looked for among one's own, whatever the page says of its owner.
    private Task<Item?> StoredAsync(Actor actor, ViewList list, SavedView seen, CancellationToken cancellationToken) =>
        Ids.IsValid(seen.Id)
            ? reader.ReadAsync(seen.Shared ? ViewItems.SharedKey(list.Name, seen.Id) : ViewItems.OwnKey(actor.Id, list.Name, seen.Id), cancellationToken)
            : Task.FromResult<Item?>(null);

    private static Result<SavedView> Fill(ViewList list, SavedView view, ViewContent content, IEnumerable<SavedView> others)
    {
        var named = NameOf(content.Name);
        if (named.Value is not { } name)
            return named.Problems[0];

        var search = list.Normal(content.Address);
        if (search.Length > SavedView.LongestSearch)
            return new Problem("too-long", L["These filters are too many for a view. Take some off."]);

        return others.Any(other => other.List == list.Name && other.Shared == view.Shared && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))
            ? new Problem(Problem.Taken, view.Shared ? L["A shared view has this name already. Choose another."] : L["You have a view of this name already. Choose another."], nameof(ViewContent.Name))
            : view with { Name = name, Search = search };
    }

    private static Result<string> NameOf(string text)
    {
        if (VisibleText.Wrong(text) is { } wrong)
            return new Problem("name", $"{L["The name"]} {wrong}", nameof(ViewContent.Name));

        var name = text.Trim().Normalize(NormalizationForm.FormC);
        if (name.Length == 0)
            return new Problem("name", L["Give it a name, as you would look for it."], nameof(ViewContent.Name));

        // A letter may carry many marks: what is stored has its own limit.
        return new StringInfo(name).LengthInTextElements > SavedView.LongestName || name.Length > 4 * SavedView.LongestName
            ? new Problem("name", L[$"The name has more than {SavedView.LongestName} characters. Shorten it."], nameof(ViewContent.Name))
            : name;
    }

    private async Task<Result<SavedView>> WriteAsync(Actor actor, Item? before, SavedView view, string token, CancellationToken cancellationToken)
    {
        var wasShared = before?.Pk == ViewItems.SharedPk;
        if (!view.Shared && !wasShared)
        {
            var item = ViewItems.Write(view, before).Set(Attributes.Version, view.Version + 1);
            return await unaudited.PutAsync(Table.System, item, new RowCondition.AtVersion(view.Version), cancellationToken) ? ViewItems.Read(item)! : Moved();
        }

        if (!view.Shared) // kept for oneself again
        {
            var own = ViewItems.Write(view, null).Set(Attributes.Version, 1L);
            var taken = ChangeOf(actor, AuditActions.Delete, view, token, new(Table.System, before, before!.Copy()) { Deleted = true }) with
            {
                Steps = [new ChangeStep.Put(Table.System, own)],
            };
            return await writes.CommitAsync(taken, cancellationToken) is CommitOutcome.Saved ? ViewItems.Read(own)! : Moved();
        }

        // One that was shared before and taken back left its item behind.
        var stored = wasShared ? before : await reader.ReadAsync(ViewItems.KeyOf(view), cancellationToken);
        var change = ChangeOf(actor, wasShared ? AuditActions.Change : ViewAudit.Share, view, token, new(Table.System, stored, ViewItems.Write(view, stored)));
        if (before is not null && !wasShared)
            change = change with { Steps = [new ChangeStep.Remove(ViewItems.OwnKey(view.OwnerId, view.List, view.Id))] };

        return await writes.CommitAsync(change, cancellationToken) switch
        {
            CommitOutcome.Saved saved => ViewItems.Read(saved.Item)!,
            CommitOutcome.Unchanged unchanged => ViewItems.Read(unchanged.Item)!,
            _ => Moved(),
        };
    }

    private static Change ChangeOf(Actor actor, string action, SavedView view, string token, EntityStep entity) => new()
    {
        Actor = actor,
        Token = token,
        Audit = new(action, ViewAudit.Kind, view.Id, view.Name) { Note = $"of the {view.List}" },
        Entity = entity,
    };

    private async Task<IReadOnlyList<SavedView>> ReadAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        var (found, now) = (new List<SavedView>(), time.GetUtcNow());
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            if ((item.PurgeAt is null || item.PurgeAt > now) && ViewItems.Read(item) is { } view)
                found.Add(view);
        }

        return found;
    }

    // Read by the list's rules of today: what they no longer know is left out.
    private static IEnumerable<SavedView> ByName(ViewList list, IReadOnlyList<SavedView> views) =>
        views.Select(view => view with { Search = list.Normal(view.Search) }).OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase).ThenBy(view => view.Id, StringComparer.Ordinal);

    private static Result<SavedView> Gone() => new Problem(Problem.NotFound, L["This view is gone: it was deleted, or is no longer shared."]);

    private static Result<SavedView> Moved() => new Problem(Problem.Conflict, L["This view was changed meanwhile. Open the list of views again, then do it once more."]);

    private static Problem NotYours(SavedView view) => new(Problem.Forbidden, L[$"{view.OwnerName} made this view. They or an Administrator can change it; you can save one of your own."]);
}
