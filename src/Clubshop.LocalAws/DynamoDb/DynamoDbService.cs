using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.DynamoDb.Operations;
using Clubshop.LocalAws.DynamoDb.Operations.Backups;
using Clubshop.LocalAws.DynamoDb.Operations.Batches;
using Clubshop.LocalAws.DynamoDb.Operations.Items;
using Clubshop.LocalAws.DynamoDb.Operations.Queries;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.DynamoDb;

/// <summary>DynamoDB (JSON 1.0, API 2012-08-10) over the state folder.</summary>
public sealed partial class DynamoDbService : ILocalService, IAsyncDisposable
{
    private const string TargetPrefix = "DynamoDB_20120810.";
    private const string Json10 = "application/x-amz-json-1.0";

    private const string IdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private const int CountLetters = 13;

    private static readonly string IdStart = RandomNumberGenerator.GetString(IdLetters, 52 - CountLetters);

    private static long _requests;

    private readonly Database _database;
    private readonly ExpirySweeper _expiry;
    private readonly ILogger _logger;
    private readonly Dictionary<string, Operation> _operations;

    private DynamoDbService(Database database, ILogger logger, DynamoDbOptions options, FaultBoard faults)
    {
        (_database, _logger) = (database, logger);
        _expiry = new ExpirySweeper(database, logger);
        _operations = new Operation[]
        {
            new BatchGetItem(database, faults),
            new BatchWriteItem(database, faults),
            new CreateBackup(database),
            new CreateTable(database, options.TableCreation),
            new DeleteBackup(database),
            new DeleteItem(database),
            new DeleteTable(database),
            new DescribeBackup(database),
            new DescribeContinuousBackups(database),
            new DescribeLimits(database),
            new DescribeTable(database),
            new DescribeTimeToLive(database),
            new GetItem(database),
            new ListBackups(database),
            new ListTables(database),
            new ListTagsOfResource(database),
            new PutItem(database),
            new Query(database),
            new RestoreTableFromBackup(database, options.TableCreation),
            new RestoreTableToPointInTime(database, options.TableCreation),
            new Scan(database),
            new TagResource(database),
            new TransactGetItems(database),
            new TransactWriteItems(database, faults),
            new UntagResource(database),
            new UpdateContinuousBackups(database),
            new UpdateItem(database),
            new UpdateTable(database, options.TableCreation),
            new UpdateTimeToLive(database),
        }.ToDictionary(operation => operation.Name);
    }

    /// <summary>Names of the operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Keys;

    /// <summary>Opens the service on the folder's log, applying what it holds.</summary>
    public static DynamoDbService Open(
        StateFolder folder, TimeProvider time, ILogger logger, DynamoDbOptions options, FaultBoard faults)
    {
        var database = new Database(time, faults);
        database.Attach(folder.OpenLog("dynamodb", database, logger));
        return new DynamoDbService(database, logger, options, faults);
    }

    /// <summary>The service over a database that is open.</summary>
    internal static DynamoDbService Over(Database database, ILogger logger, DynamoDbOptions options) =>
        new(database, logger, options, new FaultBoard());

    /// <inheritdoc/>
    public string ServiceName => "dynamodb";

    /// <inheritdoc/>
    public bool Claims(WireRequest request) =>
        request.Header("X-Amz-Target")?.StartsWith("DynamoDB_", StringComparison.Ordinal) == true
        || SignatureScope.ServiceOf(request) == "dynamodb"
        || AsksForHealth(request);

    /// <inheritdoc/>
    public async ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (AsksForHealth(request)) return new WireResponse(200, "text/plain", NewHeaders(Healthy), Healthy);
        var contentType = request.Header("Content-Type")?.Split(';')[0].Trim();
        if (request.Method != "POST" || (request.Body.Length > 0 && contentType is not (Json10 or "application/json")))
            return new WireResponse(404, "text/plain", NewHeaders(UnknownOperation), UnknownOperation);

        var buffer = new ArrayBufferWriter<byte>(1024);
        await using var output = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        var status = 200;
        try
        {
            var (operation, input) = Read(request);
            await operation.ExecuteAsync(input, output);
        }
        catch (DynamoDbException refusal)
        {
            status = refusal.Status;
            output.Reset();
            buffer.ResetWrittenCount();
            refusal.Write(output);
        }
        await output.FlushAsync(CancellationToken.None);
        var body = buffer.WrittenMemory;
        return new WireResponse(status, contentType == Json10 ? Json10 : "application/json", NewHeaders(body), body);
    }

    /// <summary>One operation by name: the endpoint's own entry point, without HTTP. The request counts as signed.</summary>
    /// <exception cref="DynamoDbException">A refusal.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ExecuteAsync(string operation, ReadOnlyMemory<byte> body)
    {
        var found = _operations.GetValueOrDefault(operation) ?? throw DynamoDbException.UnknownOperation();
        var input = ShapeReader.Read(body.Span, found.Input);
        ConstraintChecker.Check(input, found.Input);
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using var output = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        await found.ExecuteAsync(input, output);
        await output.FlushAsync(CancellationToken.None);
        return buffer.WrittenMemory;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _expiry.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static ReadOnlyMemory<byte> Healthy => Encoding.UTF8.GetBytes($"healthy: dynamodb.{LocalAws.Region}.amazonaws.com ");

    private static ReadOnlyMemory<byte> UnknownOperation => "<UnknownOperationException/>\n"u8.ToArray();

    /// <summary>The service answers at its root that it is there.</summary>
    private static bool AsksForHealth(WireRequest request) =>
        request is { Method: "GET", Path: "/" } && request.Header("Authorization") is null;

    private static Dictionary<string, string> NewHeaders(ReadOnlyMemory<byte> body) => new()
    {
        ["x-amzn-RequestId"] = NewRequestId(),
        ["x-amz-crc32"] = Crc32.Compute(body.Span).ToString(CultureInfo.InvariantCulture),
    };

    // Its end counts, and the rest is this process's own: drawing it each time would be a thirtieth of a write.
    private static string NewRequestId() => string.Create(IdStart.Length + CountLetters, Interlocked.Increment(ref _requests), static (id, count) =>
    {
        IdStart.CopyTo(id);
        for (var i = id.Length - 1; i >= IdStart.Length; i--, count >>= 5) id[i] = IdLetters[(int)(count & 31)];
    });

    private (Operation Operation, Parameters Input) Read(WireRequest request)
    {
        // In the service's order: the body must be JSON, the operation known, the request signed, only then it is read.
        var target = request.Header("X-Amz-Target");
        if (request.Body.Length > 0 && !JsonBody.IsReadable(request.Body.Span, depth: 256)) throw DynamoDbException.Serialization();
        var name = target?.StartsWith(TargetPrefix, StringComparison.Ordinal) == true ? target[TargetPrefix.Length..] : "";
        if (!_operations.TryGetValue(name, out var operation))
        {
            LogUnknown(_logger, target ?? "");
            throw DynamoDbException.UnknownOperation();
        }
        SignatureScope.Require(request);
        if (request.Body.Length == 0) throw DynamoDbException.Serialization();
        var input = ShapeReader.Read(request.Body.Span, operation.Input);
        ConstraintChecker.Check(input, operation.Input);
        return (operation, input);
    }

    [LoggerMessage(4001, LogLevel.Warning, "The embedded DynamoDB was asked for {Target}, which it does not have.")]
    private static partial void LogUnknown(ILogger logger, string target);
}

/// <summary>How the embedded DynamoDB behaves where AWS takes its time.</summary>
public sealed record DynamoDbOptions
{
    /// <summary>How long a new table or index is CREATING. Zero by default: ACTIVE at once.</summary>
    public TimeSpan TableCreation { get; init; }
}
