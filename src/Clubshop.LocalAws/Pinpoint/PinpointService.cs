using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Pinpoint;

/// <summary>
/// Amazon Pinpoint as far as <see cref="OperationNames"/> goes: REST and JSON under <c>/v1/apps</c>. What is sent goes into the
/// outbox. Its state is rebuilt by replay; <see cref="Attach"/> gives the log after that.
/// </summary>
public sealed class PinpointService : ILocalService, IReplayable
{
    /// <summary>Largest request: 7 MB.</summary>
    private const int MaxBody = 7 << 20;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PinpointState _state = new();
    private readonly SendMessages _sending;
    private readonly TimeProvider _time;
    private readonly string _region;

    /// <param name="region">The region in ARNs.</param>
    /// <param name="time">The clock for the dates of messages.</param>
    /// <param name="outbox">Where messages go.</param>
    /// <param name="faults">Which addresses fail.</param>
    public PinpointService(string region, TimeProvider time, MessageOutbox outbox, FaultBoard faults) =>
        (_region, _time, _sending) = (region, time, new SendMessages(_state, outbox, faults, time));

    /// <summary>The operations that are answered; any other is refused by name.</summary>
    public static IReadOnlyList<string> OperationNames { get; } = ["CreateApp", "DeleteApp", "GetApp", "GetApps", "SendMessages"];

    /// <summary>How many messages each address was sent since the folder is: more than one where one was meant is a double send.</summary>
    public IReadOnlyDictionary<string, int> Sent => _state.Sent;

    /// <summary>Gives the log that changes go to. Call once, after the replay.</summary>
    public void Attach(IStateLog log) => _state.Attach(log);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> entry) => _state.Apply(entry);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot() => _state.Snapshot();

    /// <inheritdoc/>
    public string ServiceName => "pinpoint";

    /// <inheritdoc/>
    public bool Claims(WireRequest request)
    {
        if (request.Header("X-Amz-Target") is not null) return false;
        var scope = SigningScope.ServiceOf(request);
        return scope == "mobiletargeting" || (scope is null && (PathOf(request) == "/v1/apps" || PathOf(request).StartsWith("/v1/apps/", StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public string OperationOf(WireRequest request) => (request.Method, Segments(request)) switch
    {
        ("POST", ["v1", "apps", _, "messages"]) => "SendMessages",
        ("POST", ["v1", "apps"]) => "CreateApp",
        ("GET", ["v1", "apps"]) => "GetApps",
        ("GET", ["v1", "apps", _]) => "GetApp",
        ("DELETE", ["v1", "apps", _]) => "DeleteApp",
        _ => "",
    };

    /// <inheritdoc/>
    public WireResponse? Refusal(WireRequest request, FaultKind kind) => kind switch
    {
        FaultKind.Throttling => Refuse(PinpointException.TooMany(), Guid.NewGuid().ToString()),
        FaultKind.InternalError => Refuse(PinpointException.Internal(), Guid.NewGuid().ToString()),
        _ => null,
    };

    /// <inheritdoc/>
    public async ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString();
        try
        {
            if (SigningScope.ServiceOf(request) is null) throw new PinpointException(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
            if (request.Body.Length > MaxBody) throw PinpointException.TooLarge();
            var (status, answer) = await RunAsync(request, requestId);
            return Reply(status, answer, requestId);
        }
        catch (PinpointException refusal)
        {
            return Refuse(refusal, requestId);
        }
        catch (IOException)
        {
            // The log could not be written. It is not known what was sent so far: as with the real service, a caller must not blindly send again.
            return Refuse(PinpointException.Internal(), requestId);
        }
    }

    private async ValueTask<(int Status, JsonObject Answer)> RunAsync(WireRequest request, string requestId)
    {
        var segments = Segments(request);
        switch (OperationOf(request))
        {
            case "SendMessages":
                return (200, await _sending.AnswerAsync(Existing(segments[2]).Id, Body(request), requestId));
            case "CreateApp":
                if (MessageText.Text(Body(request), "Name") is not { Length: > 0 and <= 64 } name) throw PinpointException.BadRequest("Name must have 1 to 64 characters.");
                return (201, Describe(await _state.CreateAsync(name, _time.GetUtcNow())));
            case "GetApps":
                return (200, new JsonObject { ["Item"] = new JsonArray([.. _state.Apps.Select(Describe)]) });
            case "GetApp":
                return (200, Describe(Existing(segments[2])));
            case "DeleteApp":
                var app = Existing(segments[2]);
                if (app.Id == FixedApplication.Id) throw new PinpointException(403, "ForbiddenException", "The embedded AWS keeps its own application.");
                await _state.DeleteAsync(app.Id);
                return (200, Describe(app));
            default:
                throw segments is ["v1", "apps", _, "messages"]
                    ? PinpointException.NotAllowed("The method is not allowed for the resource.")
                    : new PinpointException(404, "UnknownOperationException", $"The embedded Pinpoint does not answer {request.Method} {Shape(segments)}.");
        }
    }

    private PinpointApp Existing(string id) => _state.Find(id) ?? throw PinpointException.NotFound();

    private JsonObject Describe(PinpointApp app) => new()
    {
        ["Arn"] = $"arn:aws:mobiletargeting:{_region}:000000000000:apps/{app.Id}",
        ["CreationDate"] = app.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["Id"] = app.Id,
        ["Name"] = app.Name,
        ["tags"] = new JsonObject(),
    };

    private static JsonElement Body(WireRequest request) =>
        JsonBody.Parse(request.Body) ?? throw PinpointException.BadRequest("Could not read the request body: it is not JSON.");

    private static string PathOf(WireRequest request) => request.Path.Split('?')[0];

    private static string[] Segments(WireRequest request) =>
        [.. PathOf(request).Trim('/').Split('/').Select(segment => PercentText.Decode(segment, out _))];

    /// <summary>The path without the application's id.</summary>
    private static string Shape(string[] segments) =>
        "/" + string.Join('/', segments.Select((segment, at) => at == 2 ? "{application-id}" : segment));

    private static WireResponse Refuse(PinpointException refusal, string requestId)
    {
        var answer = Reply(refusal.Status, new JsonObject { ["Message"] = refusal.Message, ["RequestID"] = requestId }, requestId);
        return answer with { Headers = new Dictionary<string, string>(answer.Headers) { ["x-amzn-ErrorType"] = refusal.Name } };
    }

    private static WireResponse Reply(int status, JsonObject answer, string requestId) => new(
        status,
        "application/json",
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = requestId },
        JsonSerializer.SerializeToUtf8Bytes(answer, Json));
}
