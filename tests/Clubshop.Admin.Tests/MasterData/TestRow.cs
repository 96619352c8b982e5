using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.MasterData;

internal sealed record TestRow(string Id, long Version, string Name, EditorialStatus Status, int Rank) : IIndexRow
{
    public string Folded { get; } = Fold.Text(Name);

    public static TestRow Of(Item item) => new(item.Id, item.Version, item.GetString("name"), item.GetEnum<EditorialStatus>("status"), (int)item.GetLong("rank"));
}
