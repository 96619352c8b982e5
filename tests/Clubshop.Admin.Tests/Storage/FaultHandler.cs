using System.Net;
using System.Text;
using Clubshop.Admin.Catalog.Editing;

namespace Clubshop.Admin.Tests.Storage;

/// <summary>What goes wrong with a call.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection breaks before the request arrives.</summary>
    NotSent,

    /// <summary>The request is done, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>DynamoDB fails before doing it.</summary>
    ServerError,

    /// <summary>DynamoDB does it, and then answers that it failed.</summary>
    ServerErrorAfter,

    /// <summary>DynamoDB asks to slow down.</summary>
    Throttled,

    /// <summary>Another transaction is at the same items.</summary>
    Conflict,

    /// <summary>DynamoDB says that what was asked for is not valid.</summary>
    Invalid,
}

/// <summary>Stands between the SDK and DynamoDB and lets calls fail as a test wants.</summary>
internal sealed class FaultHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _calls;

    /// <summary>Decides for a call: its number from 0, and the operation, as <c>TransactWriteItems</c>.</summary>
    public Func<int, string, Fault> Decide { get; set; } = (_, _) => Fault.None;

    /// <summary>Runs before a call is sent; holds it until it ends.</summary>
    public Func<int, string, Task>? Before { get; set; }

    /// <summary>The operations asked for, in order.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Operations { get; } = new();

    public void Restart()
    {
        _calls = 0;
        Operations.Clear();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = request.Headers.TryGetValues("X-Amz-Target", out var target) ? target.Single().Split('.')[^1] : "";
        Operations.Enqueue(operation);
        var call = Interlocked.Increment(ref _calls) - 1;
        if (Before is { } before)
            await before(call, operation);

        var fault = Decide(call, operation);
        switch (fault)
        {
            case Fault.NotSent:
                throw new HttpRequestException("connection refused (injected)");
            case Fault.ServerError:
                return Answer(HttpStatusCode.InternalServerError, "InternalServerError", "");
            case Fault.Invalid:
                return Answer(HttpStatusCode.BadRequest, "ValidationException", "");
            case Fault.Throttled:
                return Answer(HttpStatusCode.BadRequest, "ProvisionedThroughputExceededException", "");
            case Fault.Conflict when operation == "TransactWriteItems":
                return Answer(
                    HttpStatusCode.BadRequest, "TransactionCanceledException",
                    ""","CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict","Message":"injected"},{"Code":"None"}]""");
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (fault == Fault.AnswerLost)
        {
            response.Dispose();
            throw new HttpRequestException("connection reset (injected)");
        }

        return fault == Fault.ServerErrorAfter ? Answer(HttpStatusCode.InternalServerError, "InternalServerError", "") : response;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string type, string more) => new(status)
    {
        Content = new StringContent($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{type}}","message":"injected"{{more}}}""", Encoding.UTF8, "application/x-amz-json-1.0"),
    };
}
