using Clubshop.Admin.Ui.Lists;
using CsCheck;

namespace Clubshop.Admin.Tests.Ui;

public sealed class ColumnRoomTests
{
    [Fact]
    public void Columns_ByPriority_GiveWayTheLeastImportantFirst()
    {
        ColumnNeed[] columns = [new("Offer", 0, Lead: true), new("Shop", 9, 3), new("Status", 8), new("Ends", 7, 1), new("Changed", 8, 4)];

        Assert.Equal([0, 44, 0, 0, 52], ColumnRoom.Share(columns, beside: 4, small: false));
    }

    [Fact]
    public void Columns_ThatNeverGiveWayAndDoNotFit_GiveWayFromTheLast() =>
        Assert.Equal([0, 0, 48, 60], ColumnRoom.Share([new("Name", 0, Lead: true), new("City", 16), new("Clubs", 16), new("Why", 0)], beside: 0, small: false));

    [Fact]
    public void Lead_InAnyContainerOfATable_Has160Pixels() =>
        Gen.Select(Gen.Select(Gen.Int[5, 10], Gen.Int[0, 6]).Array[0, 9], Gen.Bool, Gen.Int[0, 7]).Sample((others, small, beside) =>
        {
            ColumnNeed[] columns = [new("Name", 0, Lead: true), .. others.Select(other => new ColumnNeed("Other", other.Item1, other.Item2))];
            var narrowest = small ? ColumnRoom.SmallTable : ColumnRoom.Table;
            var from = ColumnRoom.Share(columns, beside, small);

            for (var container = narrowest; container < 88; container++)
            {
                var lead = container - beside - columns.Where((_, index) => container >= from[index]).Sum(column => column.Width);
                Assert.True(lead >= ColumnRoom.Least, $"{lead} rem of {container}");
            }
        }, iter: 2_000);
}
