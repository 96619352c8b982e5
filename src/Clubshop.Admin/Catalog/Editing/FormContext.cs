using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>What the form of a kind needs to draw its fields: the record as typed, what is wrong where, what differs, and how to tell of an edit.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="edited">The record being edited, as of now.</param>
/// <param name="readOnly">Whether the person may only look.</param>
/// <param name="show">How a field's value reads.</param>
/// <param name="edit">Takes an edit.</param>
/// <param name="followed">Whether somebody else has just changed a field, and the form followed.</param>
public sealed class FormContext<T>(Func<RecordEditor<T>> edited, Func<bool> readOnly, Func<Field<T>, T, string> show, Action<string, T> edit, Func<string, bool>? followed = null) : IFormContext
    where T : class, ICatalogRecord
{
    private const int MaxShown = 80;

    /// <summary>The record as typed.</summary>
    public T Record => edited().Mine;

    /// <summary>Whether it was never saved.</summary>
    public bool IsNew => edited().IsNew;

    /// <inheritdoc/>
    public bool ReadOnly => readOnly();

    /// <summary>The slug that an empty field would become; shown in it.</summary>
    public string? SlugHint => Record.Slug.Length == 0 && Slug.Derive(Record.Name) is { Length: > 0 } slug ? slug : null;

    /// <inheritdoc/>
    public TValue Get<TValue>(IFormField field) => ((Field<T, TValue>)field).Get(Record);

    /// <inheritdoc/>
    public void Set<TValue>(IFormField field, TValue value) => edit(field.Name, ((Field<T, TValue>)field).With(Record, value));

    /// <inheritdoc/>
    public string? Error(IFormField field) => edited().ProblemOf(field.Name)?.Message;

    /// <inheritdoc/>
    public bool Changed(IFormField field) => edited() is { IsNew: false } editor && !((Field<T>)field).Same(editor.Base, editor.Mine);

    /// <inheritdoc/>
    public string? Was(IFormField field) => Changed(field) ? TextCut.Shown(show((Field<T>)field, edited().Base), MaxShown) : null;

    /// <inheritdoc/>
    public bool Followed(IFormField field) => followed?.Invoke(field.Name) == true;
}
