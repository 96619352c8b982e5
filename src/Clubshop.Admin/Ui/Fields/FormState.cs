using Clubshop.Admin.Common;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>What the fields of one <see cref="Form"/> share: the problems of the last save, and what was typed that cannot be read.</summary>
public sealed class FormState
{
    private readonly Dictionary<string, string> _unreadable = []; // the label by the field's id

    /// <summary>Prefixes the fields' ids, where a page has two forms with like fields.</summary>
    public string? Prefix { get; internal set; }

    /// <summary>The problems that the page passed.</summary>
    public IReadOnlyList<Problem> Problems { get; internal set; } = [];

    /// <summary>Whether every field holds something that could be read. While it does not, nothing may act on the form's record.</summary>
    public bool Readable => _unreadable.Count == 0;

    /// <summary>The labels of the fields that cannot be read: "Ends".</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable.Values;

    /// <summary>A field can no longer be read, or can be again.</summary>
    public event EventHandler? ReadableChanged;

    /// <summary>The problems that the field with this name or label has, as one text; null without any.</summary>
    public string? ErrorFor(string nameOrLabel)
    {
        var key = FieldIds.Key(nameOrLabel);
        var own = Problems.Where(problem => problem.Field is { } field && FieldIds.Key(field) == key).Select(problem => problem.Message).ToArray();
        return own.Length == 0 ? null : string.Join(' ', own);
    }

    internal Action? ProblemsChanged { get; set; }

    internal void TellProblems() => ProblemsChanged?.Invoke();

    internal void Mark(string id, string label, bool unreadable)
    {
        if (unreadable ? _unreadable.TryAdd(id, label) : _unreadable.Remove(id))
        {
            ReadableChanged?.Invoke(this, EventArgs.Empty);
        }
    }
}
