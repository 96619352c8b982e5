namespace Clubshop.Admin.Categories;

/// <summary>A category at its place in the tree.</summary>
/// <param name="Row">The category.</param>
/// <param name="Level">How deep it is: 0 at the top.</param>
public sealed record CategoryNode(CategoryRow Row, int Level);

/// <summary>
/// The categories as a tree, made of rows in any order. It stands what a store may hold for a moment: a parent that is deleted, gone or
/// not read yet (its children show at the top), even a circle (each in it shows once).
/// </summary>
public sealed class CategoryTree
{
    private readonly Dictionary<string, CategoryRow> _rows;
    private readonly ILookup<string, CategoryRow> _children;

    /// <summary>Makes the tree of the rows that are not deleted.</summary>
    public CategoryTree(IEnumerable<CategoryRow> rows)
    {
        _rows = rows.Where(row => row.Status != Common.EditorialStatus.Deleted).ToDictionary(row => row.Id, StringComparer.Ordinal);
        _children = _rows.Values
            .OrderBy(row => row.NameKey, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal)
            .ToLookup(row => _rows.ContainsKey(row.ParentId) ? row.ParentId : "", StringComparer.Ordinal);
        InOrder = [.. Walk()];
    }

    /// <summary>All categories, each behind its parent, brothers by name.</summary>
    public IReadOnlyList<CategoryNode> InOrder { get; }

    /// <summary>The category of an id, or null when there is none or it is deleted.</summary>
    public CategoryRow? Find(string id) => _rows.GetValueOrDefault(id);

    /// <summary>The categories directly inside one; those at the top for an empty id.</summary>
    public IEnumerable<CategoryRow> ChildrenOf(string id) => _children[id];

    /// <summary>The ids of a category and of all that are inside it, however deep.</summary>
    public IReadOnlySet<string> Within(string id)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { id };
        var open = new Stack<string>(found);
        while (open.TryPop(out var next))
        {
            foreach (var child in _children[next])
            {
                if (found.Add(child.Id))
                    open.Push(child.Id);
            }
        }

        return found;
    }

    /// <summary>The categories above one, the topmost first.</summary>
    public IReadOnlyList<CategoryRow> Above(string id)
    {
        var path = new List<CategoryRow>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        for (var row = Find(id); row is not null && Find(row.ParentId) is { } parent && seen.Add(parent.Id); row = parent)
            path.Add(parent);

        path.Reverse();
        return path;
    }

    /// <summary>The name with the names above it: "Fashion / Shoes"; the id where there is no such category.</summary>
    public string PathOf(string id) => Find(id) is { } row ? string.Join(" / ", Above(id).Append(row).Select(one => one.Name)) : id;

    /// <summary>Levels from a category down to its deepest descendant: 1 for one with nothing inside.</summary>
    public int HeightOf(string id)
    {
        var level = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (List<string> row = [id]; row.Count > 0; row = [.. row.SelectMany(one => _children[one]).Select(child => child.Id).Where(seen.Add)])
            level++;

        return level;
    }

    private IEnumerable<CategoryNode> Walk()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<CategoryNode>(_children[""].Reverse().Select(row => new CategoryNode(row, 0)));
        while (open.Count > 0 || seen.Count < _rows.Count)
        {
            if (!open.TryPop(out var node))
                node = new(_rows.Values.Where(row => !seen.Contains(row.Id)).MinBy(row => row.Id, StringComparer.Ordinal)!, 0); // a circle

            if (!seen.Add(node.Row.Id))
                continue;

            yield return node;
            foreach (var child in _children[node.Row.Id].Reverse())
                open.Push(new(child, node.Level + 1));
        }
    }
}
