using System.Globalization;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>A piece of an expression's tree.</summary>
internal abstract record Node;

/// <summary>A step of a document path: a member's name (as written, until placeholders are resolved) or an index.</summary>
/// <param name="Name">The name; null for an index.</param>
/// <param name="Index">The index; meaningless for a name.</param>
internal readonly record struct PathStep(string? Name, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => Name ?? $"[{Index.ToString(CultureInfo.InvariantCulture)}]";
}

/// <summary>A document path, such as <c>a.#b[2]</c>.</summary>
internal sealed record PathNode(List<PathStep> Steps) : Node
{
    /// <summary>The attribute at its start.</summary>
    public string Head => Steps[0].Name!;

    /// <summary>As the service shows it.</summary>
    public string Show() => $"[{string.Join(", ", Steps)}]";

    /// <summary>Whether both are the same path.</summary>
    public bool Same(PathNode other) => Steps.SequenceEqual(other.Steps);
}

/// <summary>A placeholder for a value; the value is there after the check.</summary>
internal sealed record ValueNode(string Placeholder) : Node
{
    /// <summary>The value it stands for.</summary>
    public AttributeValue Value { get; set; } = NullValue.Instance;
}

/// <summary>A function with its arguments.</summary>
internal sealed record FunctionNode(string Name, List<Node> Arguments) : Node;

/// <summary><c>=</c>, <c>&lt;&gt;</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
internal sealed record ComparisonNode(string Operator, Node Left, Node Right) : Node;

/// <summary><c>x BETWEEN low AND high</c>.</summary>
internal sealed record BetweenNode(Node Operand, Node Low, Node High) : Node;

/// <summary><c>x IN (a, b)</c>.</summary>
internal sealed record InNode(Node Operand, List<Node> Candidates) : Node;

/// <summary>Both.</summary>
internal sealed record AndNode(Node Left, Node Right) : Node;

/// <summary>Either.</summary>
internal sealed record OrNode(Node Left, Node Right) : Node;

/// <summary>Not.</summary>
internal sealed record NotNode(Node Operand) : Node;

/// <summary><c>a + b</c> or <c>a - b</c> on the right of a SET.</summary>
internal sealed record ArithmeticNode(string Operator, Node Left, Node Right) : Node;

/// <summary>What an update does at a path.</summary>
/// <param name="Section">SET, REMOVE, ADD or DELETE.</param>
/// <param name="Path">Where.</param>
/// <param name="Operand">With what; null for REMOVE.</param>
internal sealed record UpdateAction(string Section, PathNode Path, Node? Operand);
