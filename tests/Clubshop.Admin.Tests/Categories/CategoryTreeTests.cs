using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Tests.Catalog;
using CsCheck;

namespace Clubshop.Admin.Tests.Categories;

public sealed class CategoryTreeTests
{
    private static CategoryRow Row(string id, string parent = "", EditorialStatus status = EditorialStatus.Published) =>
        CategoryRow.Of(new() { Id = id, Name = id.ToUpperInvariant(), ParentId = parent, Status = status, Stamp = new(1, CatalogWorld.Now, "", CatalogWorld.Now, "") });

    [Fact]
    public void InOrder_OfATree_HasEachBehindItsParentByName()
    {
        var tree = new CategoryTree([Row("c", "a"), Row("b"), Row("a"), Row("d", "c"), Row("aa", "a")]);
        Assert.Equal(["a0", "aa1", "c1", "d2", "b0"], tree.InOrder.Select(node => node.Row.Id + node.Level));
        Assert.Equal("A / C / D", tree.PathOf("d"));
        Assert.Equal((3, 1), (tree.HeightOf("a"), tree.HeightOf("b")));
        Assert.Equal(["a", "aa", "c", "d"], tree.Within("a").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void InOrder_WithAParentThatIsDeleted_ShowsTheChildAtTheTop()
    {
        var tree = new CategoryTree([Row("a", status: EditorialStatus.Deleted), Row("b", "a")]);
        Assert.Equal(["b0"], tree.InOrder.Select(node => node.Row.Id + node.Level));
        Assert.Empty(tree.Above("b"));
    }

    [Fact]
    public void Tree_OfAnyRows_ShowsEachOnceAndEnds() =>
        // Any parents at all: circles and strangers included; below 0 is none.
        Gen.Int[-10, 20].Array[1, 19].Sample(parents =>
        {
            var rows = parents.Select((parent, n) => Row("n" + n, parent < 0 ? "" : "n" + (parent % (parents.Length + 2)))).ToList();
            var tree = new CategoryTree(rows);
            Assert.Equal(rows.Count, tree.InOrder.Count);
            Assert.Equal(rows.Count, tree.InOrder.DistinctBy(node => node.Row.Id).Count());
            foreach (var row in rows)
            {
                Assert.Contains(row.Id, tree.Within(row.Id));
                _ = (tree.PathOf(row.Id), tree.HeightOf(row.Id));
            }
        }, iter: 500);

    [Fact]
    public void Place_InsideItself_IsRefusedAtTheParent()
    {
        var (a, b) = (new Category { Id = "a", Name = "Fashion" }, new Category { Id = "b", Name = "Shoes", ParentId = "a" });
        var problem = CategoryRules.Place(a with { ParentId = "b" }, [b, a], 2);
        Assert.Equal(("cycle", nameof(Category.ParentId)), (problem!.Code, problem.Field));
        Assert.StartsWith("A category cannot be inside itself", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Shoes is inside Fashion", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1, true)]
    [InlineData(4, 2, true)]
    [InlineData(5, 2, false)]
    [InlineData(6, 1, false)]
    public void Place_AtSomeDepth_KeepsToSixLevels(int above, int height, bool fits)
    {
        var path = Enumerable.Range(0, above).Select(n => new Category { Id = "p" + n }).ToList();
        Assert.Equal(fits, CategoryRules.Place(new Category { Id = "x" }, path, height) is null);
    }
}
