using System.Globalization;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>Checks a request against the constraints of its shape: all of them, of which the first ten are told.</summary>
internal static class ConstraintChecker
{
    private const int Most = 10;

    /// <summary>Passes, or refuses with every constraint that does not hold.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void Check(Parameters parameters, StructureShape shape)
    {
        List<string>? problems = null;
        CheckMembers(parameters, shape, "", ref problems);
        if (problems is null) return;
        throw DynamoDbException.Validation(
            $"{problems.Count} validation error{(problems.Count == 1 ? "" : "s")} detected: {string.Join("; ", problems)}");
    }

    private static void CheckMembers(Parameters parameters, StructureShape shape, string path, ref List<string>? problems)
    {
        foreach (var (name, member) in shape.Members)
            Check(parameters.Get(name), member, path + char.ToLowerInvariant(name[0]) + name[1..], ref problems);
    }

    private static void Check(object? value, Shape shape, string path, ref List<string>? problems)
    {
        if (value is null)
        {
            if (shape.Required) Add(ref problems, $"Value null at '{path}' failed to satisfy constraint: Member must not be null");
            return;
        }
        foreach (var constraint in shape.Constraints)
        {
            if (constraint.Holds(value)) continue;
            Add(ref problems, constraint.NamesValue
                ? $"Value '{Show(value)}' at '{path}' failed to satisfy constraint: {constraint.Message}"
                : $"Value at '{path}' failed to satisfy constraint: {constraint.Message}");
        }
        switch (shape)
        {
            case StructureShape structure:
                CheckMembers((Parameters)value, structure, path + ".", ref problems);
                break;
            case ListShape { Element: var element } when element is not ValueShape:
                var index = 0;
                foreach (var item in (List<object?>)value) Check(item, element, $"{path}.{++index}.member", ref problems);
                break;
            case MapShape { Element: var element } when element is not ValueShape:
                foreach (var (name, item) in (List<KeyValuePair<string, object?>>)value) Check(item, element, $"{path}.{name}.member", ref problems);
                break;
        }
    }

    private static void Add(ref List<string>? problems, string problem)
    {
        problems ??= [];
        if (problems.Count < Most) problems.Add(problem);
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        List<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
        List<KeyValuePair<string, object?>> map => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}={Show(pair.Value)}"))}}}",
        Parameters => "com.amazonaws.dynamodb.v20120810.Structure",
        _ => value.ToString() ?? "",
    };
}
