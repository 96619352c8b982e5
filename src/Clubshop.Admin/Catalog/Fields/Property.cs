using System.Linq.Expressions;
using System.Reflection;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>One property of a record, found once at start: its name, and how it is read and set.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
internal sealed class Property<T, TValue>
    where T : class
{
    private readonly Func<T, TValue> _get;
    private readonly Action<T, TValue> _set;

    /// <param name="property">Names the property: <c>offer => offer.Title</c>.</param>
    /// <exception cref="ArgumentException">It is not a property of the record that can be set.</exception>
    public Property(Expression<Func<T, TValue>> property)
    {
        if (property.Body is not MemberExpression { Member: PropertyInfo { SetMethod: { } set, GetMethod: { } get } info } || info.DeclaringType != typeof(T))
            throw new ArgumentException($"“{property}” does not name a property that can be set.", nameof(property));

        Name = info.Name;
        _get = get.CreateDelegate<Func<T, TValue>>();
        _set = set.CreateDelegate<Action<T, TValue>>();
    }

    /// <summary>The property's C# name.</summary>
    public string Name { get; }

    /// <summary>The value in a record.</summary>
    public TValue Get(T record) => _get(record);

    /// <summary>A copy of the record with another value.</summary>
    public T With(T record, TValue value)
    {
        var copy = RecordCopy<T>.Of(record);
        _set(copy, value);
        return copy;
    }

    /// <summary>Sets the value of a record that nobody else has seen yet.</summary>
    public void Set(T fresh, TValue value) => _set(fresh, value);
}

/// <summary>Copies records.</summary>
/// <typeparam name="T">The record.</typeparam>
internal static class RecordCopy<T>
    where T : class
{
    // Every record has this method: "with" calls it.
    private static readonly Func<T, T> Clone =
        (typeof(T).GetMethod("<Clone>$") ?? throw new NotSupportedException($"{typeof(T).Name} is not a record.")).CreateDelegate<Func<T, T>>();

    /// <summary>A copy with the same values.</summary>
    public static T Of(T record) => Clone(record);
}
