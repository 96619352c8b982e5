using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>
/// What the mark of a submit tells: that the change was made, whatever became of the record since, and, where it keeps that
/// (<see cref="Change.KeepsBefore"/>), what it replaced. Written in the transaction of the change; kept for two days.
/// </summary>
internal sealed class SubmitMark
{
    private const string VersionOf = "version", Before = "before", Added = "added";

    private readonly Item _mark;

    private SubmitMark(Item mark) => _mark = mark;

    /// <summary>The version of the record that the change left.</summary>
    public long Version => _mark.GetLong(VersionOf);

    /// <summary>Id of the record.</summary>
    public string RecordId => Keys.IdOf(_mark.GetString("recordPk"));

    /// <summary>Whether it can say what the record was before.</summary>
    public bool KeepsBefore => _mark.Has(Before);

    /// <summary>The marks of these submits, by token; those that were not made are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, SubmitMark>> ReadAsync(TableReader reader, IEnumerable<string> tokens, CancellationToken cancellationToken)
    {
        var keys = tokens.ToDictionary(TransactionPlan.SubmitKey, token => token);
        var found = await reader.ReadManyAsync(keys.Keys, cancellationToken);
        return found.ToDictionary(pair => keys[pair.Key], pair => new SubmitMark(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The record as it was before the change, on top of how it was left by it.</summary>
    /// <param name="left">The item in the version that the change left.</param>
    public Item Restore(Item left)
    {
        var attributes = left.ToAttributes();
        foreach (var (name, value) in ItemJson.Read(_mark.GetBytes(Before).Span).Raw)
            attributes[name] = value;
        foreach (var name in _mark.GetStrings(Added))
            attributes.Remove(name);

        return new(attributes);
    }

    /// <summary>Adds to the mark what it is to tell of a change.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="change">The change.</param>
    /// <param name="version">The version that it leaves.</param>
    public static void Write(Item mark, Change change, long version)
    {
        mark.Set(VersionOf, version);
        if (!change.KeepsBefore)
            return;

        var (_, before, after) = change.Entity;
        var differing = before is null ? [] : ItemDiff.Differing(before, after);
        var replaced = differing.Where(name => before!.Has(name)).ToDictionary(name => name, name => before!.Raw[name], StringComparer.Ordinal);
        mark.SetBytes(Before, ItemJson.Write(replaced))
            .SetStrings(Added, differing.Where(name => !before!.Has(name)));
    }
}
