using System.Globalization;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>What kind of JSON a shape is.</summary>
internal enum ShapeKind
{
    Any,
    Text,
    Whole,
    Flag,
    Enumeration,
    List,
    Map,
    Structure,
}

/// <summary>One shape of the request model.</summary>
/// <param name="Kind">The kind of JSON.</param>
/// <param name="Min">Smallest length, size or value; null for no limit.</param>
/// <param name="Max">Largest length, size or value; null for no limit.</param>
/// <param name="Secret">Whether messages leave the value out.</param>
/// <param name="Pattern">The pattern as the service names it in messages.</param>
/// <param name="Matches">The same, for the whole text.</param>
/// <param name="Names">The values of an enumeration.</param>
/// <param name="Item">Name of the shape of a list's items.</param>
/// <param name="Members">The members of a structure.</param>
internal sealed record Shape(
    ShapeKind Kind,
    long? Min = null,
    long? Max = null,
    bool Secret = false,
    string? Pattern = null,
    TextPattern? Matches = null,
    IReadOnlyList<string>? Names = null,
    string? Item = null,
    IReadOnlyList<ShapeMember>? Members = null);

/// <summary>A member of a structure.</summary>
internal sealed record ShapeMember(string Name, string Shape, bool Required);

/// <summary>The request shapes by name, and by operation; read once from the embedded <c>Shapes.txt</c>, whose head has the form.</summary>
internal static class ShapeTable
{
    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["any"] = new(ShapeKind.Any),
        ["bool"] = new(ShapeKind.Flag),
        ["text"] = new(ShapeKind.Text),
        ["texts"] = new(ShapeKind.List, Item: "text"),
        ["map"] = new(ShapeKind.Map),
    };

    private static readonly Dictionary<string, Shape> OperationShapes = new(StringComparer.Ordinal);

    static ShapeTable()
    {
        using var stream = typeof(ShapeTable).Assembly.GetManifestResourceStream("Clubshop.LocalAws.Cognito.Wire.Shapes.txt")
            ?? throw new InvalidOperationException("The request shapes are not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                Read(line);
        }
    }

    public static Shape ByName(string name) => Shapes[name];

    /// <summary>The request of an operation, or null when the embedded service does not answer it.</summary>
    public static Shape? Operation(string name) => OperationShapes.GetValueOrDefault(name);

    private static void Read(string line)
    {
        var slash = line.IndexOf(" /", StringComparison.Ordinal);
        var pattern = slash < 0 ? null : line[(slash + 2)..];
        var words = (slash < 0 ? line : line[..slash]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rest = words.AsSpan(2);
        switch (words[0])
        {
            case "string":
                var (min, max) = Range(rest);
                Shapes[words[1]] = new(ShapeKind.Text, min, max, rest.Contains("secret"), pattern, pattern is null ? null : new TextPattern(pattern));
                break;
            case "int":
                (min, max) = Range(rest);
                Shapes[words[1]] = new(ShapeKind.Whole, min, max);
                break;
            case "enum":
                Shapes[words[1]] = new(ShapeKind.Enumeration, Names: [.. rest]);
                break;
            case "list":
                (min, max) = Range(rest[1..]);
                Shapes[words[1]] = new(ShapeKind.List, min, max, Item: rest[0]);
                break;
            case "struct":
                Shapes[words[1]] = new(ShapeKind.Structure, Members: Members(rest));
                break;
            case "op":
                OperationShapes[words[1]] = new(ShapeKind.Structure, Members: Members(rest));
                break;
            default:
                throw new InvalidOperationException($"Shapes.txt: what is \"{words[0]}\"?");
        }
    }

    private static List<ShapeMember> Members(ReadOnlySpan<string> words)
    {
        var members = new List<ShapeMember>(words.Length);
        foreach (var word in words)
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? word : word[..colon];
            var required = name.EndsWith('!');
            name = name.TrimEnd('!');
            members.Add(new(name, colon < 0 ? name : word[(colon + 1)..], required));
        }

        return members;
    }

    private static (long? Min, long? Max) Range(ReadOnlySpan<string> words)
    {
        if (words.Length == 0 || words[0].IndexOf("..", StringComparison.Ordinal) is not (>= 0 and var dots))
            return (null, null);
        return (Bound(words[0].AsSpan(0, dots)), Bound(words[0].AsSpan(dots + 2)));
    }

    private static long? Bound(ReadOnlySpan<char> digits) =>
        digits.Length == 0 ? null : long.Parse(digits, CultureInfo.InvariantCulture);
}
