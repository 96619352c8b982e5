namespace Clubshop.Admin.Catalog;

/// <summary>
/// One property that people edit: the single place that ties its name, its label on the form and how it is compared and merged.
/// Form, save bar, conflict and audit log all read the label here.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class Field<T>
    where T : class
{
    private Field(string name, string label) => (Name, Label) = (name, label);

    /// <summary>The property's C# name.</summary>
    public string Name { get; }

    /// <summary>What the form calls it.</summary>
    public string Label { get; }

    /// <summary>The value in a record: a text, a number, an instant, a status, or a list of ids.</summary>
    public abstract object? ValueOf(T record);

    /// <summary>Whether two records agree in it.</summary>
    public abstract bool Same(T left, T right);

    /// <summary>The target with the source's value.</summary>
    public abstract T Take(T target, T source);

    /// <summary>
    /// The target with both sides' edits of the value, where these fit together by themselves; null where a person must choose.
    /// Called only when both sides differ from <paramref name="start"/> and from each other.
    /// </summary>
    public virtual T? Join(T target, T start, T mine, T theirs) => null;

    /// <summary>A field of one value.</summary>
    public static Field<T> Of<TValue>(string name, string label, Func<T, TValue> get, Func<T, TValue, T> set) =>
        new Single<TValue>(name, label, get, set);

    /// <summary>A field of ids in no order of meaning: what one side added and what the other took away fit together.</summary>
    public static Field<T> OfIds(string name, string label, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set) =>
        new IdSet(name, label, get, set);

    private sealed class Single<TValue>(string name, string label, Func<T, TValue> get, Func<T, TValue, T> set) : Field<T>(name, label)
    {
        public override object? ValueOf(T record) => get(record);

        public override bool Same(T left, T right) => EqualityComparer<TValue>.Default.Equals(get(left), get(right));

        public override T Take(T target, T source) => set(target, get(source));
    }

    private sealed class IdSet(string name, string label, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set)
        : Field<T>(name, label)
    {
        public override object ValueOf(T record) => get(record);

        public override bool Same(T left, T right) => get(left).ToHashSet(StringComparer.Ordinal).SetEquals(get(right));

        public override T Take(T target, T source) => set(target, get(source));

        public override T Join(T target, T start, T mine, T theirs)
        {
            var before = get(start).ToHashSet(StringComparer.Ordinal);
            var kept = before.Where(id => get(mine).Contains(id) && get(theirs).Contains(id));
            var added = get(mine).Concat(get(theirs)).Where(id => !before.Contains(id));
            return set(target, [.. kept.Concat(added).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }
    }
}
