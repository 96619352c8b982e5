using System.Net.Sockets;
using System.Text.Json;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Faults;

/// <summary>What strikes a request before or after a service sees it, whatever the service.</summary>
internal sealed partial class FaultGate(FaultBoard board, TimeProvider time, ILogger logger)
{
    /// <summary>Answers through <paramref name="service"/>, unless a fault strikes.</summary>
    /// <exception cref="ConnectionLostException">The connection must break.</exception>
    public async ValueTask<WireResponse> AnswerAsync(ILocalService service, WireRequest request, CancellationToken cancellationToken)
    {
        var target = request.Header("X-Amz-Target") ?? "";
        var operation = service.OperationOf(request);
        if (board.IsTooMany(service.ServiceName, request, operation))
            return service.Refusal(request, FaultKind.Throttling) ?? Throttled(request, target);
        var struck = board.Draw(
            service.ServiceName,
            request,
            operation,
            FaultKind.Latency,
            FaultKind.Throttling,
            FaultKind.ThroughputExceeded,
            FaultKind.InternalError,
            FaultKind.Timeout,
            FaultKind.ConnectionReset,
            FaultKind.AnswerLost);
        foreach (var rule in struck.Where(rule => rule.Kind == FaultKind.Latency))
            await Task.Delay(TimeSpan.FromMilliseconds(rule.DelayMs), time, cancellationToken);

        var isDynamo = target.StartsWith("DynamoDB_", StringComparison.Ordinal);
        foreach (var rule in struck)
        {
            switch (rule.Kind)
            {
                case FaultKind.Timeout:
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                    break;
                case FaultKind.ConnectionReset:
                    throw new ConnectionLostException();
                case FaultKind.AnswerLost:
                    await service.AnswerAsync(request, cancellationToken);
                    throw new ConnectionLostException();
                case FaultKind.Throttling or FaultKind.InternalError when service.Refusal(request, rule.Kind) is { } own:
                    return own;
                case FaultKind.Throttling:
                    return Throttled(request, target);
                case FaultKind.ThroughputExceeded when isDynamo:
                    return Refusal(
                        request,
                        400,
                        "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
                        "The level of configured provisioned throughput for the table was exceeded. "
                            + "Consider increasing your provisioning level with the UpdateTable API.");
                case FaultKind.InternalError:
                    return Internal(request, isDynamo);
            }
        }
        try
        {
            return await service.AnswerAsync(request, cancellationToken);
        }
#pragma warning disable CA1031 // A bug here must not look to a client like a broken connection, nor be an answer without a body.
        catch (Exception bug) when (bug is not (OperationCanceledException or ConnectionLostException))
#pragma warning restore CA1031
        {
            LogBug(logger, bug, operation);
            return service.Refusal(request, FaultKind.InternalError) ?? Internal(request, isDynamo);
        }
    }

    private static WireResponse Internal(WireRequest request, bool isDynamo) => Refusal(
        request, 500, isDynamo ? "com.amazonaws.dynamodb.v20120810#InternalServerError" : "InternalErrorException", "Internal server error");

    [LoggerMessage(4301, LogLevel.Error, "The embedded AWS failed at {Operation}: this is the embedded AWS's own fault, not the request's.")]
    private static partial void LogBug(ILogger logger, Exception bug, string operation);

    private static WireResponse Throttled(WireRequest request, string target) => target.StartsWith("DynamoDB_", StringComparison.Ordinal)
        ? Refusal(request, 400, "com.amazon.coral.service#ThrottlingException", "Rate of requests exceeds the allowed throughput.")
        : Refusal(request, 400, "TooManyRequestsException", "Rate exceeded");

    private static WireResponse Refusal(WireRequest request, int status, string type, string message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["__type"] = type, ["message"] = message });
        var headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = Guid.NewGuid().ToString() };
        return new WireResponse(status, request.Header("Content-Type") ?? "application/x-amz-json-1.0", headers, body);
    }
}

/// <summary>The connection breaks, as the fault says.</summary>
internal sealed class ConnectionLostException() : IOException(
    "The connection was reset, as the faults say.", new SocketException((int)SocketError.ConnectionReset));
