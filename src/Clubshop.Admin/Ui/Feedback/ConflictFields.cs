namespace Clubshop.Admin.Ui.Feedback;

/// <summary>One field of a record that somebody else saved meanwhile, as text: as opened, as saved by the other person, as typed in the form.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Base">The value when the person opened the record.</param>
/// <param name="Theirs">The value that the other person saved.</param>
/// <param name="Mine">The value in the form.</param>
public sealed record ConflictField(string Name, string Label, string? Base, string? Theirs, string? Mine)
{
    /// <summary>Whether the other person changed it.</summary>
    public bool ByThem => !Same(Base, Theirs);

    /// <summary>Whether this person changed it.</summary>
    public bool ByMe => !Same(Base, Mine);

    /// <summary>Whether both changed it to different values, so that the person has to choose.</summary>
    public bool Clashes => ByThem && ByMe && !Same(Theirs, Mine);

    private static bool Same(string? left, string? right) => string.Equals(left ?? "", right ?? "", StringComparison.Ordinal);
}

/// <summary>Whose value is kept.</summary>
public enum Side
{
    /// <summary>The saved value.</summary>
    Theirs,

    /// <summary>The value in the form.</summary>
    Mine,
}

/// <summary>How a conflict was decided.</summary>
/// <param name="Choices">Whose value to keep of each changed field, by name.</param>
public sealed record ConflictDecision(IReadOnlyDictionary<string, Side> Choices)
{
    /// <summary>Whose value to keep of a field; the saved one when nobody changed it.</summary>
    public Side For(string name) => Choices.GetValueOrDefault(name, Side.Theirs);

    /// <summary>The value to keep.</summary>
    public T Pick<T>(string name, T theirs, T mine) => For(name) == Side.Mine ? mine : theirs;
}
