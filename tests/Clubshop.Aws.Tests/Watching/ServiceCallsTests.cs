using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Amazon.DynamoDBv2.Model;
using Clubshop.Aws.Watching;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Aws.Tests.Watching;

/// <summary>What is seen of calls to AWS, with the embedded DynamoDB.</summary>
public sealed class ServiceCallsTests : IAsyncLifetime, IDisposable
{
    private readonly string _table = "watched-" + Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private LocalAws.LocalAws _aws = null!;
    private AwsClients _clients = null!;

    public async Task InitializeAsync()
    {
        _aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        _clients = new(new AwsOptions { Mode = AwsMode.Embedded }, _aws.CreateHandler(), TimeProvider.System);
        await _clients.DynamoDb.CreateTableAsync(new CreateTableRequest
        {
            TableName = _table,
            KeySchema = [new("pk", "HASH")],
            AttributeDefinitions = [new("pk", "S")],
            BillingMode = "PAY_PER_REQUEST",
        });
        // Others measure in this process too: only this table's figures are looked at.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AwsMeters.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    public void Dispose()
    {
        _listener.Dispose();
        _clients.Dispose();
    }

    [Fact]
    public async Task Capacity_OfEachKindOfCall_IsCountedByTableAndKind()
    {
        var item = new Dictionary<string, AttributeValue> { ["pk"] = new("a") };
        await _clients.DynamoDb.PutItemAsync(new(_table, item));
        Assert.Equal(1, _sums["clubshop.dynamodb.capacity write"]);
        await _clients.DynamoDb.TransactWriteItemsAsync(new() { TransactItems = [new() { Put = new() { TableName = _table, Item = item } }] });
        Assert.Equal(3, _sums["clubshop.dynamodb.capacity write"]);
        await _clients.DynamoDb.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [_table] = [new(new PutRequest(item))] } });
        Assert.Equal(4, _sums["clubshop.dynamodb.capacity write"]);

        await _clients.DynamoDb.GetItemAsync(new() { TableName = _table, Key = item, ConsistentRead = true });
        Assert.Equal(1, _sums["clubshop.dynamodb.capacity read"]);
        await _clients.DynamoDb.QueryAsync(new() { TableName = _table, KeyConditionExpression = "pk = :pk", ExpressionAttributeValues = new() { [":pk"] = new("a") } });
        Assert.Equal(1.5, _sums["clubshop.dynamodb.capacity read"]);
    }

    [Fact]
    public async Task Throttles_ThatARetryMadeGood_AreCountedAllTheSame()
    {
        _aws.Faults.Set(new() { Rules = [new FaultRule { Kind = FaultKind.ThroughputExceeded, Operation = "GetItem" }] });
        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => GetAsync(_table));

        // The first attempt and four retries of the one call.
        Assert.Equal(5, _sums["clubshop.dynamodb.throttles"]);
    }

    [Fact]
    public async Task Health_OfAServiceThatFailsRefusesAndAnswers_SaysSinceWhenItFails()
    {
        await GetAsync(_table);
        Assert.Equal((null, 0), (Health.FailingSince, Health.Failures));
        Assert.NotNull(Health.AnsweredAt);

        _aws.Faults.Set(new() { Rules = [new FaultRule { Kind = FaultKind.InternalError, Operation = "GetItem" }] });
        await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(_table));
        var since = Health.FailingSince;
        await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(_table));
        Assert.NotNull(since);
        Assert.Equal((since, 2), (Health.FailingSince, Health.Failures));

        // A refusal is an answer.
        _aws.Faults.Set(new());
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => GetAsync("no-such-table"));
        Assert.Equal((null, 0), (Health.FailingSince, Health.Failures));
    }

    [Fact]
    public async Task Health_OfACallThatItsCallerGaveUp_IsNotTouched()
    {
        await GetAsync(_table);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clients.DynamoDb.GetItemAsync(new GetItemRequest { TableName = _table, Key = new() { ["pk"] = new("a") } }, given.Token));
        Assert.Equal((null, 0), (Health.FailingSince, Health.Failures));
    }

    private ServiceHealth Health => _clients.Calls.All.Single(one => one.Service == "DynamoDB");

    private Task<GetItemResponse> GetAsync(string table) => _clients.DynamoDb.GetItemAsync(new GetItemRequest { TableName = table, Key = new() { ["pk"] = new("a") } });

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (mine, kind) = (false, "");
        foreach (var tag in tags)
        {
            mine |= tag.Key == AwsMeters.Table && Equals(tag.Value, _table);
            kind = tag.Key == AwsMeters.Kind ? " " + tag.Value : kind;
        }

        if (mine)
            _sums.AddOrUpdate(instrument.Name + kind, value, (_, sum) => sum + value);
    }
}
