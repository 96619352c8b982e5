using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Pictures;

/// <summary>
/// What the system's table knows of pictures: which are whole (<c>PICTURE#name</c>), which a record was ever saved with (<c>USED</c> beside it), and which wait to be
/// (<c>PICTURES</c>). A record is saved with a new picture only while its row is whole, in the same transaction that marks it used; so what the sweeper takes
/// away is nowhere named. What was used once is kept for good: an earlier version of the record may come back.
/// </summary>
internal static class PictureRows
{
    public const string Ready = "ready", Going = "going";
    public const string State = "state", At = "at", Width = "width", Height = "height", By = "by";

    private const string Prefix = "PICTURE#", UsedSk = "USED";

    /// <summary>The partition of those that wait.</summary>
    public const string WaitingPk = "PICTURES";

    /// <summary>The row of a picture.</summary>
    public static ItemKey Of(string name) => new(Table.System, Prefix + name);

    /// <summary>The mark that a record was saved with it.</summary>
    public static ItemKey Used(string name) => new(Table.System, Prefix + name, UsedSk);

    /// <summary>Its row among those that wait.</summary>
    public static ItemKey Waiting(string name) => new(Table.System, WaitingPk, name);

    /// <summary>The steps with which a record begins to have a picture.</summary>
    /// <param name="name">The picture.</param>
    /// <param name="field">The C# name of the record's property.</param>
    public static IEnumerable<ChangeStep> Use(string name, string field)
    {
        yield return new ChangeStep.Exists(Of(name), field) { Attribute = State, Values = [Ready] };
        yield return new ChangeStep.Put(Table.System, new Item(Prefix + name, UsedSk));
    }

    /// <summary>Whether a step that did not hold was that of a picture.</summary>
    public static bool IsOf(ChangeStep step) => step is ChangeStep.Exists { Record: var key } && key.Table == Table.System && key.Pk.StartsWith(Prefix, StringComparison.Ordinal);
}
