using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Cuts an item down to the given paths. Elements of a list close up, in the order they have in the list.</summary>
internal sealed class Projector
{
    private readonly Branch _root = new();

    /// <summary>A projection to paths that do not overlap.</summary>
    public Projector(IEnumerable<PathNode> paths)
    {
        foreach (var path in paths)
        {
            var branch = _root;
            foreach (var step in path.Steps)
            {
                if (!branch.Children.TryGetValue(step, out var child)) branch.Children.Add(step, child = new Branch());
                branch = child;
            }
        }
    }

    /// <summary>The attributes at the start of the paths.</summary>
    public IEnumerable<string> Heads => _root.Children.Keys.Select(step => step.Name!);

    /// <summary>A projection to whole attributes.</summary>
    public static Projector To(IEnumerable<string> attributes) =>
        new(attributes.Select(attribute => new PathNode([new PathStep(attribute, 0)])));

    /// <summary>What the item has of them.</summary>
    public AttributeMap Apply(AttributeMap item) => Members(_root, item);

    private static AttributeMap Members(Branch branch, AttributeMap map)
    {
        var kept = new List<KeyValuePair<string, AttributeValue>>();
        foreach (var (step, child) in branch.Children)
        {
            if (step.Name is { } name && map[name] is { } value && Cut(child, value) is { } left) kept.Add(new(name, left));
        }
        return AttributeMap.From(kept);
    }

    private static AttributeValue? Cut(Branch branch, AttributeValue value)
    {
        if (branch.Children.Count == 0) return value;
        switch (value)
        {
            case MapValue map:
                var members = Members(branch, map.Members);
                return members.Count > 0 ? new MapValue(members) : null;
            case ListValue list:
                var items = new List<AttributeValue>();
                foreach (var (step, child) in branch.Children.OrderBy(pair => pair.Key.Index))
                {
                    if (step.Name is null && step.Index < list.Items.Count && Cut(child, list.Items[step.Index]) is { } left) items.Add(left);
                }
                return items.Count > 0 ? new ListValue(items) : null;
            default:
                return null;
        }
    }

    private sealed class Branch
    {
        public Dictionary<PathStep, Branch> Children { get; } = [];
    }
}
