namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>
/// Which requests the service still reads in its older way, which reports every violated constraint with its value, joined with the others:
/// those without a required member, and those with a value nested more than 62 levels (measured on AWS by the dynamodb-conformance project).
/// </summary>
internal static class OlderReading
{
    private const int Levels = 62;

    /// <summary>Whether a request is read so.</summary>
    public static bool Of(Parameters parameters, StructureShape shape) =>
        shape.Members.Any(member => member.Value.Required && !parameters.Has(member.Key)) || IsDeep(parameters);

    /// <summary>Whether one of its values is nested so deeply.</summary>
    public static bool IsDeep(Parameters parameters) => parameters.All.Any(member => DepthOf(member.Value) > Levels);

    private static int DepthOf(object? value) => value switch
    {
        Parameters structure => Deepest(structure.All.Select(member => member.Value)),
        List<object?> list => Deepest(list),
        List<KeyValuePair<string, object?>> map => Deepest(map.Select(pair => pair.Value)),
        RawValue raw => raw.Members.Select(member => member.Value switch
        {
            List<object?> list => 1 + Deepest(list),
            List<KeyValuePair<string, object?>> map => 1 + Deepest(map.Select(pair => pair.Value)),
            _ => 0,
        }).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static int Deepest(IEnumerable<object?> values) => values.Select(DepthOf).DefaultIfEmpty().Max();
}
