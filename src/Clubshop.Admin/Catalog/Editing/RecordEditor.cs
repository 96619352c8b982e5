using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>
/// A record being edited: as it was opened, as the person has it now, and, when somebody else saved first, as it is stored. Knows what
/// changed, what is refused and where, and never drops what was typed. No Blazor types; not for several threads at once.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class RecordEditor<T>
    where T : class, ICatalogRecord
{
    private readonly Func<T, IReadOnlyList<Problem>> _check;
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly List<(Problem Problem, T Sent)> _refused = [];
    private bool _tried;
    private T _mine;
    private T? _stored; // as others saved it, where a choice is still open
    private string? _token;

    /// <summary>Opens a record.</summary>
    /// <param name="record">As it is stored, or the empty new one.</param>
    /// <param name="fields">The properties that people edit.</param>
    /// <param name="check">The rules, without I/O.</param>
    public RecordEditor(T record, IReadOnlyList<Field<T>> fields, Func<T, IReadOnlyList<Problem>> check)
    {
        Base = _mine = record;
        Fields = fields;
        _check = check;
    }

    /// <summary>The properties that people edit.</summary>
    public IReadOnlyList<Field<T>> Fields { get; }

    /// <summary>The record as it was opened, or as it was saved last.</summary>
    public T Base { get; private set; }

    /// <summary>The record as the person has it now.</summary>
    public T Mine
    {
        get => _mine;
        set
        {
            if (ReferenceEquals(value, _mine))
                return;

            _mine = value;
            _token = null;
        }
    }

    /// <summary>What somebody else saved meanwhile, while the person has to choose; null otherwise.</summary>
    public Conflict<T>? Conflict { get; private set; }

    /// <summary>Whether it was never saved.</summary>
    public bool IsNew => Base.Stamp.Version == 0;

    /// <summary>The fields that differ from <see cref="Base"/>, in the form's order.</summary>
    public IReadOnlyList<Field<T>> Changed => [.. Fields.Where(one => !one.Same(Base, Mine))];

    /// <summary>Whether anything differs.</summary>
    public bool IsDirty => Fields.Any(one => !one.Same(Base, Mine));

    /// <summary>Whether the field differs.</summary>
    public bool IsChanged(string name) => Fields.Any(field => field.Name == name && !field.Same(Base, Mine));

    /// <summary>What stands in the way and may be shown: of fields the person has left, and of all once saving was tried.</summary>
    public IReadOnlyList<Problem> Problems =>
    [
        .. _check(Mine).Where(problem => _tried || (problem.Field is { } name && _left.Contains(name))),
        .. _refused.Where(Holds).Select(refusal => refusal.Problem),
    ];

    /// <summary>What to tell at a field; null when it is in order.</summary>
    public Problem? ProblemOf(string name) => Problems.FirstOrDefault(problem => problem.Field == name);

    /// <summary>What concerns the whole record.</summary>
    public IReadOnlyList<Problem> General =>
        [.. Problems.Where(problem => problem.Field is null || Fields.All(one => one.Name != problem.Field))];

    /// <summary>The person left a field: from now on its problems are told.</summary>
    public void Leave(string name) => _left.Add(name);

    /// <summary>The person asked to save: from now on all problems are told.</summary>
    /// <returns>Whether there are none that the rules see.</returns>
    public bool TrySave()
    {
        _tried = true;
        _refused.Clear();
        return _check(Mine).Count == 0;
    }

    /// <summary>The service refused: told until the field in question is changed.</summary>
    public void Refuse(IEnumerable<Problem> problems, T sent)
    {
        var known = _check(Mine);
        _refused.Clear();
        _refused.AddRange(problems.Where(problem => !known.Contains(problem)).Select(problem => (problem, sent)));
    }

    /// <summary>The token of the present submit: the same until something is edited or the submit is settled, so that a repeated one counts once.</summary>
    public string Token(TimeProvider time) => _token ??= Ids.New(time);

    /// <summary>The record was saved. What was typed while it was on its way stays typed.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="saved">What is stored now.</param>
    public void Accept(T sent, T saved)
    {
        _mine = Fields.Aggregate(saved, (result, field) => field.Same(sent, Mine) ? result : field.Take(result, Mine));
        Settle(saved);
    }

    /// <summary>The person's own quick action changed the stored record (its status): what it changed is taken, the rest stays as typed.</summary>
    public void Rebase(T saved)
    {
        _mine = Fields.Aggregate(saved, (result, field) => field.Same(Base, saved) ? field.Take(result, Mine) : result);
        (Base, _stored) = (saved, null);
        _token = null;
    }

    /// <summary>
    /// A step was taken back: the record is stored as it was before. What that step saved, and what was typed since, is typed again and not saved;
    /// only the status is the stored one.
    /// </summary>
    public void TakeBack(T restored)
    {
        _mine = Fields.Aggregate(restored, (result, field) => field.Name == nameof(ICatalogRecord.Status) ? result : field.Take(result, Mine));
        Settle(restored);
    }

    /// <summary>Takes up what was typed in an earlier session.</summary>
    /// <param name="start">The record as it was opened then.</param>
    /// <param name="typed">What was typed.</param>
    /// <returns>Whether nothing is left to choose; see <see cref="Merge"/>.</returns>
    public bool RestoreDraft(T start, T typed)
    {
        var stored = Base;
        (Base, Mine) = (start, typed);
        return Merge(stored);
    }

    /// <summary>Gives up what was typed.</summary>
    public void Discard()
    {
        _mine = _stored ?? Base;
        Settle(_mine);
    }

    /// <summary>
    /// Somebody else saved while the record is open. Fields that the person has not touched follow. Fields that both changed stay as they are on both
    /// sides, and with them the version: saving then meets a conflict about these alone (<see cref="Merge"/>).
    /// </summary>
    /// <param name="stored">As it is stored now.</param>
    /// <returns>The fields that followed, and those that both changed differently.</returns>
    public (IReadOnlyList<Field<T>> Followed, IReadOnlyList<Field<T>> Both) Follow(T stored)
    {
        var (mine, start) = (Mine, Base);
        var followed = new List<Field<T>>();
        var both = new List<Field<T>>();
        foreach (var field in Fields.Where(field => !field.Same(Base, stored)))
        {
            if (field.Same(Base, Mine))
                mine = field.Take(mine, stored);
            else if (!field.Same(Mine, stored) && field.Join(mine, Base, Mine, stored) is { } joined)
                mine = joined;
            else if (!field.Same(Mine, stored))
            {
                both.Add(field);
                continue;
            }

            followed.Add(field);
            start = field.Take(start, stored);
        }

        if (both.Count == 0)
            (_mine, Base, _stored) = (Fields.Aggregate(stored, (result, field) => field.Take(result, mine)), stored, null);
        else
            (_mine, Base, _stored) = (mine, start, stored);

        _token = null;
        return (followed, both);
    }

    /// <summary>
    /// Somebody else saved first. Fields that one side alone changed, or both alike, fit together by themselves: then
    /// <see cref="Base"/> and <see cref="Mine"/> move on, and saving again is safe. Otherwise <see cref="Conflict"/> says what to choose.
    /// </summary>
    /// <returns>Whether nothing is left to choose.</returns>
    public bool Merge(T theirs)
    {
        var merged = theirs;
        var open = new List<Field<T>>();
        var joined = new List<Joined<T>>();
        foreach (var field in Fields)
        {
            var fromMe = !field.Same(Base, Mine);
            var fromThem = !field.Same(Base, theirs);
            if (fromMe && fromThem && !field.Same(Mine, theirs))
            {
                if (field.Join(merged, Base, Mine, theirs) is { } both)
                {
                    merged = both;
                    joined.Add(new(field, JoinedFrom.Both));
                }
                else
                {
                    open.Add(field);
                }
            }
            else if (fromMe)
            {
                merged = field.Take(merged, Mine);
                joined.Add(new(field, fromThem ? JoinedFrom.Both : JoinedFrom.Me));
            }
            else if (fromThem)
            {
                joined.Add(new(field, JoinedFrom.Them));
            }
        }

        (_token, _stored) = (null, null);
        if (open.Count > 0)
        {
            Conflict = new(Base, Mine, theirs, merged, open, joined);
            return false;
        }

        (Base, _mine, Conflict) = (theirs, merged, null);
        return true;
    }

    /// <summary>The person has chosen in <see cref="Conflict"/>: the record is then edited on top of what is stored, and saving again is safe.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to choose.</exception>
    public void Resolve()
    {
        var conflict = Conflict ?? throw new InvalidOperationException("There is no conflict.");
        (Base, _mine, Conflict) = (conflict.Theirs, conflict.Result, null);
        _token = null;
    }

    /// <summary>Gives up what was typed for what the other saved.</summary>
    public void TakeTheirs()
    {
        var conflict = Conflict ?? throw new InvalidOperationException("There is no conflict.");
        _mine = conflict.Theirs;
        Settle(conflict.Theirs);
    }

    private void Settle(T saved)
    {
        (Base, _stored) = (saved, null);
        Conflict = null;
        _tried = false;
        _left.Clear();
        _refused.Clear();
        _token = null;
    }

    // A refusal holds while its field is as it was sent; one without a field, while nothing at all was edited.
    private bool Holds((Problem Problem, T Sent) refusal) =>
        Fields.FirstOrDefault(field => field.Name == refusal.Problem.Field) is { } field
            ? field.Same(refusal.Sent, Mine)
            : Fields.All(any => any.Same(refusal.Sent, Mine));
}
