namespace Clubshop.Admin.Registry.Api;

/// <summary>What endpoints of the API say of themselves in its document.</summary>
internal static class ApiDescriptions
{
    /// <summary>Statuses of refusals, each a problem.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ApiProblem>(status, ApiProblems.ContentType);
        return endpoint;
    }
}
