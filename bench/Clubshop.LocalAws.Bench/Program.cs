using System.Diagnostics;
using System.Globalization;
using System.Text;
using Clubshop.LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

// The figures that the embedded DynamoDB is held to, at its own entry point: operation name and JSON bytes in, JSON bytes out.
// Run with `taskset -c 0` to have them on one core.
const int Items = 100_000;
const int Callers = 16;

var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("local-aws-bench-").FullName;
var aws = await OpenAsync();
await aws.DynamoDb.ExecuteAsync("CreateTable", """
    {"TableName":"bench","BillingMode":"PAY_PER_REQUEST",
     "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],
     "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}
    """u8.ToArray());

await Parallel.ForAsync(0, Items / 25, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (batch, _) =>
{
    var puts = Enumerable.Range(batch * 25, 25).Select(i => $$"""{"PutRequest":{"Item":{{Item(i)}} } }""");
    await aws.DynamoDb.ExecuteAsync("BatchWriteItem", Utf8($$"""{"RequestItems":{"bench":[{{string.Join(',', puts)}}]} }"""));
});

Report("GetItem", await MeasureAsync("GetItem", 20_000, i => $$"""{"TableName":"bench","Key":{"pk":{"S":"P#{{i % 4000}}"},"sk":{"S":"{{i % 25:00}}"} } }"""));
Report("Query of 25 items", await MeasureAsync("Query", 5_000, i => $$"""
    {"TableName":"bench","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"P#{{i % 4000}}"} } }
    """));

var done = 0;
var clock = Stopwatch.StartNew();
await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
{
    for (var i = 0; clock.Elapsed < TimeSpan.FromSeconds(5); i++)
    {
        await aws.DynamoDb.ExecuteAsync("PutItem", Utf8($$"""{"TableName":"bench","Item":{{Item((caller * 6000) + (i % 6000))}} }"""));
        Interlocked.Increment(ref done);
    }
})));
Print($"durable PutItem from {Callers} callers: {done / clock.Elapsed.TotalSeconds:N0} a second");

await aws.DisposeAsync();
clock.Restart();
aws = await OpenAsync();
Print($"start with {Items:N0} items: {clock.ElapsedMilliseconds:N0} ms");
await aws.DisposeAsync();
if (args.Length == 0) Directory.Delete(folder, recursive: true);
return 0;

Task<LocalAws> OpenAsync() => LocalAws.OpenAsync(
    new LocalAwsOptions { Directory = folder }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

static string Item(int i) => $$"""
    {"pk":{"S":"P#{{i / 25}}"},"sk":{"S":"{{i % 25:00}}"},"et":{"S":"offer"},"v":{"N":"{{i}}"},"title":{"S":"Offer number {{i}} of the season"},
     "terms":{"S":"{{new string('t', 200)}}"},"links":{"SS":["CLUB#1","CAT#{{i % 50}}"]},"live":{"BOOL":true},"deep":{"M":{"a":{"L":[{"N":"1"},{"N":"2"}]} } } }
    """;

static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

static void Report(string name, double[] micros)
{
    Array.Sort(micros);
    Print($"{name}: p50 {micros[micros.Length / 2]:N1} µs, p95 {micros[micros.Length * 95 / 100]:N1} µs");
}

async Task<double[]> MeasureAsync(string operation, int times, Func<int, string> body)
{
    var bodies = Enumerable.Range(0, 1000).Select(i => Utf8(body(i * 17))).ToArray();
    for (var i = 0; i < 5_000; i++) await aws.DynamoDb.ExecuteAsync(operation, bodies[i % bodies.Length]);
    var micros = new double[times];
    for (var i = 0; i < times; i++)
    {
        var start = Stopwatch.GetTimestamp();
        await aws.DynamoDb.ExecuteAsync(operation, bodies[i % bodies.Length]);
        micros[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
    return micros;
}
