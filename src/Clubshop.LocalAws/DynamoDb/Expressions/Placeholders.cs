using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>ExpressionAttributeNames and ExpressionAttributeValues of a request, and which of them its expressions use.</summary>
internal sealed class Placeholders(IReadOnlyDictionary<string, string>? names, IReadOnlyDictionary<string, AttributeValue>? values)
{
    private readonly HashSet<string> _used = [];

    /// <summary>Names that no expression used, in the order given.</summary>
    public IEnumerable<string> UnusedNames => names?.Keys.Where(name => !_used.Contains(name)) ?? [];

    /// <summary>Values that no expression used, in the order given.</summary>
    public IEnumerable<string> UnusedValues => values?.Keys.Where(value => !_used.Contains(value)) ?? [];

    /// <summary>Puts the names that placeholders stand for into the path.</summary>
    /// <exception cref="ExpressionException">A placeholder that is not defined.</exception>
    public void Resolve(PathNode path)
    {
        for (var i = 0; i < path.Steps.Count; i++)
        {
            if (path.Steps[i].Name is not { } name || name[0] != '#') continue;
            if (names is null || !names.TryGetValue(name, out var actual))
                throw new ExpressionException($"An expression attribute name used in the document path is not defined; attribute name: {name}");
            _used.Add(name);
            path.Steps[i] = new PathStep(actual, 0);
        }
    }

    /// <summary>Puts the value into the node.</summary>
    /// <exception cref="ExpressionException">A placeholder that is not defined.</exception>
    public void Resolve(ValueNode node)
    {
        if (values is null || !values.TryGetValue(node.Placeholder, out var value))
            throw new ExpressionException($"An expression attribute value used in expression is not defined; attribute value: {node.Placeholder}");
        _used.Add(node.Placeholder);
        node.Value = value;
    }
}
