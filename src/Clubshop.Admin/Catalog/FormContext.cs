using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Catalog;

/// <summary>What the form of a kind needs to draw its fields: the record as typed, what is wrong where, what differs, and how to tell of an edit.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="editor">The record being edited.</param>
/// <param name="readOnly">Whether the person may only look.</param>
/// <param name="show">How a field's value reads.</param>
/// <param name="edit">Takes an edit.</param>
public sealed class FormContext<T>(RecordEditor<T> editor, bool readOnly, Func<Field<T>, T, string> show, Action<string, T> edit)
    where T : class, ICatalogRecord
{
    /// <summary>The record as typed.</summary>
    public T Record => editor.Mine;

    /// <summary>The record as stored.</summary>
    public T Saved => editor.Base;

    /// <summary>Whether it was never saved.</summary>
    public bool IsNew => editor.IsNew;

    /// <summary>Whether the person may only look.</summary>
    public bool ReadOnly => readOnly;

    /// <summary>What is wrong in a field; null when it is in order.</summary>
    public string? Error(string field) => editor.ProblemOf(field)?.Message;

    /// <summary>Whether a field of a stored record differs from it.</summary>
    public bool Changed(string field) => !editor.IsNew && editor.IsChanged(field);

    /// <summary>What is stored in a field that differs.</summary>
    public string? Was(string field) => Changed(field) ? TextCut.Shown(show(editor.Fields.Single(one => one.Name == field), editor.Base), 80) : null;

    /// <summary>Takes an edit of a field.</summary>
    public void Set(string field, T record) => edit(field, record);

    /// <summary>The slug that an empty field would become; shown in it.</summary>
    public string? SlugHint => Record.Slug.Length == 0 && Slug.Derive(Record.Name) is { Length: > 0 } slug ? slug : null;
}
