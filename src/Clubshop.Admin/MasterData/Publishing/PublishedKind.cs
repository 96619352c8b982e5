using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>What the publisher must know about a record to list it and to decide who may invalidate it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Shown">Whether end users may see it.</param>
/// <param name="Lists">The lists that contain it while it is shown, as docs/cache-contract.md names them: <c>all</c>, <c>of-shop:0199…</c>.</param>
/// <param name="Clubs">Ids of the clubs that it belongs to, for permissions.</param>
/// <param name="Starts">First instant at which it is valid; null when open, and for kinds without dates.</param>
/// <param name="Ends">First instant at which it is no longer valid; null when open.</param>
public sealed record PublishedRow(
    string Id,
    long Version,
    string Name,
    bool Shown,
    IReadOnlyList<string> Lists,
    IReadOnlyList<string> Clubs,
    DateTimeOffset? Starts = null,
    DateTimeOffset? Ends = null);

/// <summary>
/// A kind of record that end users read from the cache. Each capability registers its own (<see cref="PublishingSetup.AddPublished{TRow}"/>);
/// publishing treats all kinds alike.
/// </summary>
public abstract class PublishedKind
{
    /// <summary>Name of the kind in keys and values: <c>offer</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The plural: <c>offers</c>.</summary>
    public required string Many { get; init; }

    /// <summary>Its table.</summary>
    public required Table Table { get; init; }

    /// <summary>Prefix of a record's partition key: <c>OFFER#</c>.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>The address of a record's page, from its id.</summary>
    public required Func<string, string> Href { get; init; }

    /// <summary>Writes the members of a shown record after the common ones, including <c>slug</c>.</summary>
    public required Action<Utf8JsonWriter, Item> Write { get; init; }

    /// <summary>
    /// Returns the lists of this kind that change with a record of another kind (a shop's clubs decide which lists contain its offers). Receives
    /// the other kind and the record before (null for a new one) and after the change.
    /// </summary>
    public Func<PublishedKind, PublishedRow?, PublishedRow, IEnumerable<ListRef>>? Follows { get; init; }

    /// <summary>
    /// The other kinds whose records have a list of this kind, each with the prefix of the list's name: <c>of-shop:</c>, followed by the shop's id.
    /// Such a list exists as soon as its record is shown, even without entries, so that readers need not ask the database.
    /// </summary>
    public IReadOnlyDictionary<string, string> ListsOf { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a list entry says when the record starts and ends.</summary>
    public bool Timed { get; init; }

    /// <summary>The key of a record in its table.</summary>
    public ItemKey KeyOf(string id) => new(Table, KeyPrefix + id);

    /// <summary>Whether an item is a record of this kind, and not a marker or a guard.</summary>
    public bool Is(Table table, Item item) => table == Table && item.Sk == Keys.Meta && item.Pk.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Number of records, including deleted ones.</summary>
    public abstract int Count { get; }

    /// <summary>A record in this instance's index; null when it is not there.</summary>
    public abstract PublishedRow? Find(string id);

    /// <summary>Reads the record in an item.</summary>
    public abstract PublishedRow Read(Item item);

    /// <summary>All records of the index.</summary>
    public abstract IEnumerable<PublishedRow> All();

    /// <summary>The ids of all records.</summary>
    public abstract IReadOnlyList<string> Ids();

    /// <summary>The first records by name that match what a person typed, as on the list pages, and the number of all matches.</summary>
    /// <param name="text">What was typed; empty matches all.</param>
    /// <param name="limit">Maximum number of records returned.</param>
    public abstract (IReadOnlyList<PublishedRow> Rows, int Total) Search(string text, int limit);

    /// <summary>Merges an item read from the table into the index; an older version changes nothing.</summary>
    public abstract void Merge(Item item);

    /// <summary>Completes when the index has been loaded.</summary>
    public abstract Task WhenReadyAsync(CancellationToken cancellationToken);

    /// <summary>Whether the item's record is shown to end users.</summary>
    public bool IsShown(Item item) => Read(item).Shown;
}

/// <summary>A published kind backed by its index.</summary>
/// <param name="index">The index.</param>
/// <param name="read">Makes a row of an item.</param>
/// <param name="publish">Makes the publisher's view of a row.</param>
public sealed class PublishedKind<TRow>(RecordIndex<TRow> index, Func<Item, TRow> read, Func<TRow, PublishedRow> publish) : PublishedKind
    where TRow : class, IIndexRow
{
    /// <inheritdoc/>
    public override int Count => index.Count;

    /// <inheritdoc/>
    public override PublishedRow? Find(string id) => index.Find(id) is { } row ? publish(row) : null;

    /// <inheritdoc/>
    public override PublishedRow Read(Item item) => publish(read(item));

    /// <inheritdoc/>
    public override IEnumerable<PublishedRow> All() => index.All().Select(publish);

    /// <inheritdoc/>
    public override (IReadOnlyList<PublishedRow> Rows, int Total) Search(string text, int limit)
    {
        var page = index.Search(new()
        {
            Text = text,
            Where = row => row.Status != EditorialStatus.Deleted,
            Order = (left, right) => string.CompareOrdinal(left.Folded, right.Folded),
            Take = limit,
        });
        return ([.. page.Rows.Select(publish)], page.Total);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Ids() => [.. index.All().Select(row => row.Id)];

    /// <inheritdoc/>
    public override void Merge(Item item) => index.Merge(read(item));

    /// <inheritdoc/>
    public override Task WhenReadyAsync(CancellationToken cancellationToken) => index.WhenReadyAsync(cancellationToken);
}

/// <summary>A list of a kind, or one record's entry in it.</summary>
/// <param name="Kind">The kind of its records.</param>
/// <param name="Name">Name of the list: <c>of-club:0199…</c>.</param>
/// <param name="Id">The record whose entry is concerned; null for the whole list.</param>
/// <param name="IsNew">
/// Whether it is the list of a record that was just created. It can have no entries yet, so it is created empty instead of being rebuilt.
/// </param>
public sealed record ListRef(string Kind, string Name, string? Id = null, bool IsNew = false)
{
    /// <summary>
    /// Its text in an outbox row: <c>offer/of-club:0199…</c>, followed by <c>*</c> for the whole list or <c>+</c> for a new list.
    /// </summary>
    public string ToText() => $"{Kind}/{Name}{(IsNew ? "+" : Id is null ? "*" : "")}";

    /// <summary>Reads <see cref="ToText"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The record of the outbox row.</param>
    public static ListRef Parse(string text, string id)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (isNew, whole) = (text.EndsWith('+'), text.EndsWith('*') || text.EndsWith('+'));
        return new(text[..slash], whole ? text[(slash + 1)..^1] : text[(slash + 1)..], whole ? null : id, isNew);
    }
}

/// <summary>The registered kinds.</summary>
public sealed class PublishedKinds(IEnumerable<PublishedKind> kinds)
{
    private readonly Dictionary<string, PublishedKind> _byName = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>All kinds, in order of registration.</summary>
    public IReadOnlyList<PublishedKind> All { get; } = [.. kinds];

    /// <summary>The kind with this name; null when there is none.</summary>
    public PublishedKind? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The lists of other kinds that belong to a record, each as a whole list.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its id.</param>
    public IEnumerable<ListRef> ListsOf(string kind, string id) =>
        All.Where(other => other.ListsOf.ContainsKey(kind)).Select(other => new ListRef(other.Kind, other.ListsOf[kind] + id));

    /// <summary>Names of all lists that a kind must have: those with entries, and those of shown records of other kinds.</summary>
    public IReadOnlySet<string> ListNamesOf(PublishedKind kind)
    {
        var names = kind.All().Where(row => row.Shown).SelectMany(row => row.Lists).Append("all").ToHashSet(StringComparer.Ordinal);
        foreach (var (owner, start) in kind.ListsOf)
            names.UnionWith((Find(owner)?.All() ?? []).Where(row => row.Shown).Select(row => start + row.Id));

        return names;
    }

    /// <summary>The kind of an item; null when it is not a record of the catalog.</summary>
    public PublishedKind? Of(Table table, Item item) => All.FirstOrDefault(kind => kind.Is(table, item));
}
