namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Refuses document paths of which one holds the other, or that take one thing for a list and for a map.</summary>
internal static class PathOverlap
{
    /// <summary>Compares each path with those before it.</summary>
    /// <exception cref="ExpressionException">The first pair that overlaps or conflicts.</exception>
    public static void Check(IReadOnlyList<PathNode> paths)
    {
        string? conflict = null;
        for (var second = 1; second < paths.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var kind = Compare(paths[first].Steps, paths[second].Steps);
                if (kind is null) continue;
                var message = $"Two document paths {kind} with each other; must remove or rewrite one of these paths; "
                    + $"path one: {paths[first].Show()}, path two: {paths[second].Show()}";
                // An overlap anywhere is reported before a conflict.
                if (kind == "overlap") throw new ExpressionException(message);
                conflict ??= message;
            }
        }
        if (conflict is not null) throw new ExpressionException(conflict);
    }

    private static string? Compare(List<PathStep> first, List<PathStep> second)
    {
        for (var i = 0; i < Math.Min(first.Count, second.Count); i++)
        {
            if (first[i].Name is null != second[i].Name is null) return "conflict";
            if (first[i] != second[i]) return null;
        }
        return "overlap";
    }
}
