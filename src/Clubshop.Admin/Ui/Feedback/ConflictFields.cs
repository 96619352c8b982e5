namespace Clubshop.Admin.Ui.Feedback;

/// <summary>One field of a record that somebody else saved meanwhile, as text: as it was opened, as they saved it, as it stands in the form.</summary>
/// <param name="Name">The property.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Base">When the person opened it.</param>
/// <param name="Theirs">What the other saved.</param>
/// <param name="Mine">What the person typed.</param>
public sealed record ConflictField(string Name, string Label, string? Base, string? Theirs, string? Mine)
{
    /// <summary>The other changed it.</summary>
    public bool ByThem => !Same(Base, Theirs);

    /// <summary>The person changed it.</summary>
    public bool ByMe => !Same(Base, Mine);

    /// <summary>Both changed it, and not to the same: somebody has to choose.</summary>
    public bool Clashes => ByThem && ByMe && !Same(Theirs, Mine);

    private static bool Same(string? left, string? right) => string.Equals(left ?? "", right ?? "", StringComparison.Ordinal);
}

/// <summary>Whose value is kept.</summary>
public enum Side
{
    /// <summary>The one that is saved already.</summary>
    Theirs,

    /// <summary>The one in the form.</summary>
    Mine,
}

/// <summary>How a conflict was decided.</summary>
/// <param name="Choices">Every field that somebody changed, by name: whose value to keep.</param>
public sealed record ConflictDecision(IReadOnlyDictionary<string, Side> Choices)
{
    /// <summary>Whose value to keep of a field; the saved one of a field that nobody changed.</summary>
    public Side For(string name) => Choices.GetValueOrDefault(name, Side.Theirs);

    /// <summary>The value to keep.</summary>
    public T Pick<T>(string name, T theirs, T mine) => For(name) == Side.Mine ? mine : theirs;
}
