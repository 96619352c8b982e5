using Clubshop.Admin.Common;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>What was typed into a field that cannot read it.</summary>
/// <param name="Id">The input's id.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Text">As typed.</param>
public sealed record UnreadText(string Id, string Label, string Text);

/// <summary>
/// What the fields of one <see cref="Form"/> share: the problems of the last save, and what was typed that cannot be read. Unreadable is not
/// empty: while <see cref="Readable"/> is false, nothing may act on the form's record, and <see cref="Blocked"/> says why.
/// </summary>
public sealed class FormState
{
    private readonly Dictionary<string, UnreadText> _unreadable = []; // by the field's id
    private readonly List<FieldBase> _fields = [];

    /// <summary>Prefixes the fields' ids, where a page has two forms with like fields.</summary>
    public string? Prefix { get; internal set; }

    /// <summary>The problems that the page passed.</summary>
    public IReadOnlyList<Problem> Problems { get; internal set; } = [];

    /// <summary>Whether every field holds something that could be read.</summary>
    public bool Readable => _unreadable.Count == 0;

    /// <summary>The labels of the fields that cannot be read: "Ends".</summary>
    public IReadOnlyCollection<string> Unreadable => [.. _unreadable.Values.Select(one => one.Label)];

    /// <summary>What stands in the fields that cannot be read: kept in a draft beside the record, for <see cref="PutBackAsync"/>.</summary>
    public IReadOnlyList<UnreadText> Unread => [.. _unreadable.Values];

    /// <summary>Why nothing may be done with the record, to be said beside the button: "Ends cannot be read."; null when everything can be read.</summary>
    public string? Blocked => Unreadable switch
    {
        { Count: 0 } => null,
        var labels => L[$"{Format.Listed([.. labels])} cannot be read."],
    };

    /// <summary>A field can no longer be read, or can be again.</summary>
    public event EventHandler? ReadableChanged;

    /// <summary>The problems that the field with this name or label has, as one text; null without any.</summary>
    public string? ErrorFor(string nameOrLabel)
    {
        var key = FieldIds.Key(nameOrLabel);
        var own = Problems.Where(problem => problem.Field is { } field && FieldIds.Key(field) == key).Select(problem => problem.Message).ToArray();
        return own.Length == 0 ? null : string.Join(' ', own);
    }

    /// <summary>
    /// Puts back what stood in fields that could not read it. It counts as unreadable at once, also while its field is not drawn yet.
    /// </summary>
    public async Task PutBackAsync(IEnumerable<UnreadText> texts)
    {
        foreach (var text in texts)
        {
            _unreadable[text.Id] = text;
            if (_fields.Find(field => field.InputId == text.Id) is { } there)
            {
                await there.PutBackAsync(text.Text);
            }
        }

        ReadableChanged?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>
    /// Puts in what was typed and may not have arrived, as if it were typed now: only where the field is as it was before the typing. Where the text
    /// stands already, nothing happens.
    /// </summary>
    /// <returns>Whether the field has the text now; false where it is another field's, or something else stands there.</returns>
    public async Task<bool> TypeAsync(TypedText typed, bool whatever = false)
    {
        if (_fields.Find(field => field.InputId == typed.Id) is not { ReadOnly: false, Disabled: false, ShownText: { } shown } field)
        {
            return false;
        }

        if (TypedText.Same(shown, typed.Text))
        {
            return true;
        }

        if (!whatever && !TypedText.Same(shown, typed.Was))
        {
            return false;
        }

        await field.PutBackAsync(typed.Text);
        return true;
    }

    /// <summary>The label of the field with this input; null where there is none.</summary>
    public string? LabelOf(string id) => _fields.Find(field => field.InputId == id)?.Label;

    /// <summary>Throws away what cannot be read: the fields show their values again.</summary>
    public void Forget()
    {
        _unreadable.Clear();
        foreach (var field in _fields.ToArray())
        {
            field.Forget();
        }

        ReadableChanged?.Invoke(this, EventArgs.Empty);
    }

    internal Action? ProblemsChanged { get; set; }

    internal void TellProblems() => ProblemsChanged?.Invoke();

    // What was put back before the field was drawn, if anything.
    internal string? Add(FieldBase field)
    {
        _fields.Add(field);
        return _unreadable.GetValueOrDefault(field.InputId)?.Text;
    }

    internal void Remove(FieldBase field)
    {
        _fields.Remove(field);
        Mark(field.InputId, field.Label, typed: null);
    }

    internal void Mark(string id, string label, string? typed)
    {
        var before = _unreadable.ContainsKey(id);
        if (typed is null)
        {
            _unreadable.Remove(id);
        }
        else
        {
            _unreadable[id] = new(id, label, typed);
        }

        if (before != (typed is not null))
        {
            ReadableChanged?.Invoke(this, EventArgs.Empty);
        }
    }
}
