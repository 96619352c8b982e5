using System.Collections.Concurrent;
using Amazon.Runtime;

namespace Clubshop.Aws.Watching;

/// <summary>How the calls to one service of AWS went lately.</summary>
/// <param name="Service">Its name, as <c>DynamoDB</c>.</param>
/// <param name="AnsweredAt">When it last answered, a refusal included; null before the first answer.</param>
/// <param name="FailingSince">The first failure since then; null while it answers.</param>
/// <param name="Failures">Failed calls since then, each with all its retries.</param>
/// <param name="FailedAt">The last of them; null while it answers.</param>
public sealed record ServiceHealth(string Service, DateTimeOffset? AnsweredAt, DateTimeOffset? FailingSince, int Failures, DateTimeOffset? FailedAt = null);

/// <summary>
/// Watches the calls that are made anyway, so that health costs no call of its own. A refusal is an answer; no answer, a server error and
/// throttling are failures; a call that its caller gave up says nothing.
/// </summary>
public sealed class ServiceCalls(TimeProvider time)
{
    private static readonly HashSet<string> Throttling = new(StringComparer.Ordinal)
    {
        "ThrottlingException", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "ProvisionedThroughputExceededException", "LimitExceededException",
    };

    private readonly ConcurrentDictionary<string, ServiceHealth> _health = new(StringComparer.Ordinal);

    /// <summary>The services that have been called, by name.</summary>
    public IReadOnlyList<ServiceHealth> All => [.. _health.Values.OrderBy(one => one.Service, StringComparer.Ordinal)];

    /// <summary>Watches a client's calls.</summary>
    internal TClient Watch<TClient>(TClient client, string service)
        where TClient : AmazonServiceClient
    {
        client.AfterResponseEvent += (_, happened) =>
        {
            Answered(service);
            if (happened is WebServiceResponseEventArgs { Request: { } request })
                Count(service, request, "answered");
        };
        client.ExceptionEvent += (_, happened) =>
        {
            if (happened is WebServiceExceptionEventArgs { Exception: { } cause } failed)
                Ended(service, failed.Request, cause);
        };
        return client;
    }

    internal void Answered(string service) => _health[service] = new(service, time.GetUtcNow(), null, 0);

    internal void Ended(string service, AmazonWebServiceRequest? request, Exception cause)
    {
        switch (OutcomeOf(cause))
        {
            case null:
                return;
            case "refused":
                Answered(service);
                Count(service, request, "refused");
                return;
            case { } outcome:
                var now = time.GetUtcNow();
                _health.AddOrUpdate(
                    service,
                    _ => new(service, null, now, 1, now),
                    (_, before) => before with { FailingSince = before.FailingSince ?? now, Failures = before.Failures + 1, FailedAt = now });
                Count(service, request, outcome);
                return;
        }
    }

    /// <summary>Whether an error says that there were too many requests.</summary>
    public static bool IsThrottling(Exception cause) => cause is AmazonServiceException error && error.ErrorCode is { } code && Throttling.Contains(code);

    private static string? OutcomeOf(Exception cause) => cause switch
    {
        OperationCanceledException { InnerException: not TimeoutException } => null,
        _ when IsThrottling(cause) => "throttled",
        AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } => "refused",
        _ => "failed",
    };

    private static void Count(string service, AmazonWebServiceRequest? request, string outcome)
    {
        if (!AwsMeters.Calls.Enabled)
            return;

        var name = request?.GetType().Name ?? "";
        AwsMeters.Calls.Add(
            1, new(AwsMeters.Service, service), new(AwsMeters.Operation, name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name), new(AwsMeters.Outcome, outcome));
    }
}
