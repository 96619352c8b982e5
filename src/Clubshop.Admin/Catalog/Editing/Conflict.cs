using Clubshop.Admin.Catalog.Fields;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>Whose value a field has that needed no choice.</summary>
public enum JoinedFrom
{
    /// <summary>The person's own.</summary>
    Me,

    /// <summary>The other's.</summary>
    Them,

    /// <summary>Both wrote the same, or both edits fit together.</summary>
    Both,
}

/// <summary>A field that fitted together by itself.</summary>
public sealed record Joined<T>(Field<T> Field, JoinedFrom From)
    where T : class;

/// <summary>Two people changed the same fields: what each had, and the person's choice so far.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class Conflict<T>
    where T : class, ICatalogRecord
{
    private readonly T _merged;
    private readonly HashSet<string> _fromThem = new(StringComparer.Ordinal);

    internal Conflict(T start, T mine, T theirs, T merged, IReadOnlyList<Field<T>> open, IReadOnlyList<Joined<T>> joined)
    {
        (Start, Mine, Theirs, Open, Joined) = (start, mine, theirs, open, joined);
        _merged = merged;
    }

    /// <summary>As it was when the person opened it.</summary>
    public T Start { get; }

    /// <summary>As the person has it.</summary>
    public T Mine { get; }

    /// <summary>As the other saved it.</summary>
    public T Theirs { get; }

    /// <summary>The fields to choose in.</summary>
    public IReadOnlyList<Field<T>> Open { get; }

    /// <summary>The fields that fit together by themselves.</summary>
    public IReadOnlyList<Joined<T>> Joined { get; }

    /// <summary>The record after the choices so far. A field not chosen yet is the person's own: nothing typed is lost by doing nothing.</summary>
    public T Result => Open.Aggregate(_merged, (result, one) => one.Take(result, TakesTheirs(one.Name) ? Theirs : Mine));

    /// <summary>Whether the other's value is chosen for a field.</summary>
    public bool TakesTheirs(string name) => _fromThem.Contains(name);

    /// <summary>Chooses for one field.</summary>
    public void Choose(string name, bool theirs)
    {
        if (theirs)
            _fromThem.Add(name);
        else
            _fromThem.Remove(name);
    }

    /// <summary>Chooses for all fields.</summary>
    public void ChooseAll(bool theirs)
    {
        foreach (var field in Open)
            Choose(field.Name, theirs);
    }
}
