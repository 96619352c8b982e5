using System.Globalization;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <summary>A record that needs another one.</summary>
/// <param name="Kind">Its kind (<see cref="CatalogKind.Name"/>).</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name when it began to.</param>
public sealed record Reference(string Kind, string Id, string Name);

/// <summary>What needs a record, as it is stored; and what must hold for that to be true when the record is written.</summary>
/// <param name="All">The references.</param>
/// <param name="Unmoved">Steps that fail when a reference was added since.</param>
public sealed record FoundReferences(IReadOnlyList<Reference> All, IReadOnlyList<ChangeStep> Unmoved);

/// <summary>
/// Which records need another one, such as the published offers of a shop, beside that one in its own table: the index says so too, but
/// seconds late about other instances, and in those seconds a shop could be deleted while an offer of it is published. A reference is put in
/// the transaction that makes it, together with a touch of one of the needed record's guards. Whoever wants to delete that record reads the
/// guards, then the references, and writes only while no guard has moved. Many guards, so that an import of one shop's offers does not make
/// its transactions wait for each other. References older than this code are in every index: both are asked.
/// </summary>
internal static class References
{
    /// <summary>Guards of a record; may grow, must not shrink.</summary>
    private const int Guards = 8;

    private const string ReferencePrefix = "REF#", GuardPrefix = "REFS#";
    private const string Kind = "kind", Of = "of", Name = "name";

    /// <summary>The steps with which a record begins to need another one.</summary>
    /// <param name="needed">The other one's key.</param>
    /// <param name="reference">The record.</param>
    /// <param name="until">When it no longer does by itself; null: until it says so.</param>
    public static IEnumerable<ChangeStep> Add(ItemKey needed, Reference reference, DateTimeOffset? until)
    {
        yield return new ChangeStep.Put(needed.Table, new Item(needed.Pk, SkOf(reference.Kind, reference.Id))
            .Set(Kind, reference.Kind).Set(Of, reference.Id).Set(Name, reference.Name).Set(Attributes.PurgeAt, until?.ToUnixTimeSeconds()));
        yield return new ChangeStep.Touch(GuardOf(needed, TableSchemas.ShardOf(reference.Id, Guards)));
    }

    /// <summary>The step with which a record no longer needs another one.</summary>
    public static ChangeStep Drop(ItemKey needed, string kind, string id) => new ChangeStep.Remove(new(needed.Table, needed.Pk, SkOf(kind, id)));

    /// <summary>What needs a record now. The guards are read first.</summary>
    public static async Task<FoundReferences> ReadAsync(TableReader reader, ItemKey needed, CancellationToken cancellationToken)
    {
        var guards = Enumerable.Range(0, Guards).Select(guard => GuardOf(needed, guard.ToString(CultureInfo.InvariantCulture))).ToList();
        var versions = await reader.ReadManyAsync(guards, cancellationToken);
        var all = new List<Reference>();
        await foreach (var item in reader.QueryAllAsync(new(needed.Table, needed.Pk) { Prefix = ReferencePrefix, Consistent = true }, cancellationToken))
            all.Add(new(item.GetString(Kind), item.GetString(Of), item.GetString(Name)));

        return new(all, [.. guards.Select(guard => new ChangeStep.Unmoved(guard, versions.GetValueOrDefault(guard)?.Version ?? 0))]);
    }

    private static string SkOf(string kind, string id) => $"{ReferencePrefix}{kind}#{id}";

    private static ItemKey GuardOf(ItemKey needed, string guard) => new(needed.Table, needed.Pk, GuardPrefix + guard);
}
