using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Requests;

namespace Clubshop.LocalAws.DynamoDb.Operations.Queries;

/// <summary>What the reading operations have in common.</summary>
internal static class ReadRequests
{
    /// <summary>Largest page and largest batch answer: 1 MB and 16 MB of items by the service's size rules.</summary>
    public const int PageBytes = 1 << 20;

    /// <summary>The older way to name attributes; null when not used.</summary>
    /// <exception cref="DynamoDbException">ValidationException: a name twice.</exception>
    public static Projector? AttributesToGet(Parameters input)
    {
        if (input.Texts("AttributesToGet") is not { } names) return null;
        var seen = new HashSet<string>();
        foreach (var name in names)
        {
            if (!seen.Add(name))
                throw DynamoDbException.Validation("One or more parameter values were invalid: Duplicate value in attribute name: " + name);
        }
        return Projector.To(names);
    }
}
