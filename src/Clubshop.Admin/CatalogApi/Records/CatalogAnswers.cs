using System.Text.Json.Nodes;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>The services' problems as answers: the same codes and words as on the pages, each at its member.</summary>
internal static class CatalogAnswers
{
    /// <summary>The problems of a call.</summary>
    /// <param name="problems">The problems, at least one.</param>
    /// <param name="memberOf">The member of a field.</param>
    /// <param name="status">The status, where the caller knows it better.</param>
    public static ApiAnswer Of(IReadOnlyList<Problem> problems, Func<string?, string?> memberOf, int? status = null)
    {
        var first = problems[0];
        List<ApiFieldProblem> fields = [.. problems.Where(problem => problem.Field is not null).Select(problem => new ApiFieldProblem(memberOf(problem.Field)!, problem.Code, problem.Message))];
        return ApiProblems.Answer(status ?? StatusOf(first.Code), first.Code, first.Message, fields.Count == 0 ? null : fields);
    }

    /// <summary>Somebody was faster: the record as it is now.</summary>
    public static ApiAnswer Changed(JsonObject current, long version, string message)
    {
        var answer = ApiProblems.Answer(StatusCodes.Status412PreconditionFailed, Problem.Conflict, message);
        return answer with { Body = (ApiProblem)answer.Body! with { Current = current }, ETag = RecordTags.Of(version) };
    }

    private static int StatusOf(string code) => code switch
    {
        Problem.Forbidden => StatusCodes.Status403Forbidden,
        Problem.NotFound => StatusCodes.Status404NotFound,
        Problem.Conflict or Consequences.NeedsDecision or Consequences.InUse or "deleted" => StatusCodes.Status409Conflict,
        "busy" or "not-ready" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
