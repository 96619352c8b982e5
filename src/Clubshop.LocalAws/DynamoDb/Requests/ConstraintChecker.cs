using System.Globalization;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>Checks a request against the constraints of its shape: all of them; the first ten violations are reported.</summary>
internal static class ConstraintChecker
{
    private const int Most = 10;

    /// <summary>Passes, or refuses with every constraint that does not hold.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void Check(Parameters parameters, StructureShape shape)
    {
        foreach (var (name, member) in shape.Members)
        {
            if (parameters.Get(name) is { } value && member.Constraints.FirstOrDefault(one => one.Alone is not null && !one.Holds(value)) is { } alone
                && !OlderReading.Of(parameters, shape))
                throw Refusal([string.Format(CultureInfo.InvariantCulture, alone.Alone!, name)]);
        }
        List<string>? problems = null;
        CheckMembers(parameters, shape, default, ref problems);
        if (problems is null) CheckLast(parameters, shape, ref problems);
        if (problems is not null) throw Refusal(problems);
    }

    private static DynamoDbException Refusal(List<string> problems) => DynamoDbException.Validation(
        $"{problems.Count} validation error{(problems.Count == 1 ? "" : "s")} detected: {string.Join("; ", problems)}");

    private static void CheckLast(Parameters parameters, StructureShape shape, ref List<string>? problems)
    {
        foreach (var (name, member) in shape.Members)
        {
            if (parameters.Get(name) is not { } value) continue;
            foreach (var constraint in member.Constraints.Where(constraint => constraint.IsLast && !constraint.Holds(value)))
                Add(ref problems, $"Value '{Show(value, member)}' at '{Lower(name)}' failed to satisfy constraint: {constraint.Message}");
        }
    }

    private static void CheckMembers(Parameters parameters, StructureShape shape, Place place, ref List<string>? problems)
    {
        foreach (var (name, member) in shape.Members) Check(parameters.Get(name), member, place.Member(name), ref problems);
    }

    private static void Check(object? value, Shape shape, Place place, ref List<string>? problems)
    {
        if (value is null)
        {
            if (shape.Required) Add(ref problems, $"Value null at '{place.Path}' failed to satisfy constraint: Member must not be null");
            return;
        }
        foreach (var constraint in shape.Constraints)
        {
            if (constraint.IsLast || constraint.Holds(value)) continue;
            Add(ref problems, constraint.IsBare
                ? $"Value at '{place.Exact}' failed to satisfy constraint: {constraint.Message}"
                : $"Value '{Show(value, shape)}' at '{place.Path}' failed to satisfy constraint: {constraint.Message}");
        }
        switch (shape)
        {
            case StructureShape structure:
                CheckMembers((Parameters)value, structure, place, ref problems);
                break;
            case ListShape { Element: var element } when element is not ValueShape:
                var index = 0;
                foreach (var item in (List<object?>)value)
                    Check(item, element, place.Element((++index).ToString(CultureInfo.InvariantCulture)), ref problems);
                break;
            case MapShape { Element: var element } when element is not ValueShape:
                foreach (var (name, item) in (List<KeyValuePair<string, object?>>)value) Check(item, element, place.Element(name), ref problems);
                break;
        }
    }

    private static void Add(ref List<string>? problems, string problem)
    {
        problems ??= [];
        if (problems.Count < Most) problems.Add(problem);
    }

    /// <summary>A value as the service's framework prints it.</summary>
    private static string Show(object? value, Shape shape) => (value, shape) switch
    {
        (null, _) => "null",
        (string text, _) => text,
        (long number, _) => number.ToString(CultureInfo.InvariantCulture),
        (List<object?> list, ListShape { Element: var element }) => $"[{string.Join(", ", list.Select(item => Show(item, element)))}]",
        (List<KeyValuePair<string, object?>> map, MapShape { Element: var element }) =>
            $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}={Show(pair.Value, element)}"))}}}",
        (Parameters members, StructureShape structure) => $"{structure.Name}({string.Join(", ", structure.Members
            .Where(member => members.Has(member.Key)).Select(member => $"{Lower(member.Key)}={Show(members.Get(member.Key), member.Value)}"))})",
        (RawValue raw, _) => $"AttributeValue({string.Join(", ", raw.Members.Select(member => $"{member.Key}={member.Value}"))})",
        _ => value.ToString() ?? "",
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>Where a value stands: as the framework writes paths, and as the API spells them.</summary>
    private readonly record struct Place(string Path, string Exact)
    {
        public Place Member(string name) => Path is null ? new(Lower(name), name) : new($"{Path}.{Lower(name)}", $"{Exact}.{name}");

        public Place Element(string name) => new($"{Path}.{name}.member", $"{Exact}.{name}.member");
    }
}
