using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Clubs;

/// <summary>Where clubs are stored. Which attribute holds which property, <see cref="ClubFields"/> says.</summary>
public sealed class ClubStore(TableReader reader, WriteUnit unit) : RecordStore<Club>(reader, unit, ClubFields.All)
{
    /// <inheritdoc/>
    protected override Table Table => ClubKind.Table;

    /// <inheritdoc/>
    protected override string Kind => ClubKind.Name;

    /// <summary>The key of a club.</summary>
    public static ItemKey Key(string id) => new(ClubKind.Table, "CLUB#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static ClubRow Row(Item item) => ClubRow.Of(ClubFields.All.Read(item));

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Club record) => [record.Id];
}
