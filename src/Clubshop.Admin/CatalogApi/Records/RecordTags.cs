using System.Globalization;
using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>Entity tags: a record's version in quotes (RFC 9110 section 8.8.3).</summary>
internal static class RecordTags
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that a change names in <c>If-Match</c>, or why it names none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="first">The lowest version: 0 for what has one before it was ever saved.</param>
    public static (long Version, ApiAnswer? Refused) Required(HttpRequest request, long first = 1)
    {
        var given = request.Headers.IfMatch;
        if (given.Count == 0)
        {
            return (0, ApiProblems.Answer(
                StatusCodes.Status428PreconditionRequired, "if-match-required", "Name the version that you read: If-Match with the ETag of the record, such as \"3\"."));
        }

        var text = given.ToString();
        return text.Length is > 2 and <= 21 && text[0] == '"' && text[^1] == '"' && long.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= first
            ? (version, null)
            : (0, ApiProblems.Answer(StatusCodes.Status400BadRequest, "invalid-if-match", "If-Match names one version in quotes, as the ETag of the record has it: \"3\"."));
    }

    /// <summary>Whether the caller has this version already.</summary>
    public static bool IsKnown(HttpRequest request, long version) =>
        request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(Of(version), StringComparer.Ordinal);
}
