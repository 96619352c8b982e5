// How fast one instance gives the codes of one pool out to many callers at once, that none goes out twice, and what an import of 100,000 costs in
// memory. The embedded AWS (durable, in a folder of its own) is a process of its own, as AWS is elsewhere: the memory that is told is the portal's alone.
//
//   dotnet run --project bench/Clubshop.Coupons.Bench -c Release -- 100000 64 [rotten]
//
// With "rotten" one call in fifty is throttled, and of one in a hundred the answer is lost after it was done.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Clubshop.Coupons;
using Clubshop.Coupons.Bench;
using Clubshop.Notify.Bench;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var wanted = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var callers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
var rotten = args.Contains("rotten");
using var aws = await AwsProcess.StartAsync(Directory.CreateTempSubdirectory("clubshop-coupons-bench-").FullName);
using var wire = new RottenWire(aws.Address, rotten ? 1 : 0);
using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, wire, TimeProvider.System);

var configuration = new ConfigurationBuilder().Build();
var collection = new ServiceCollection();
collection.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(clients).AddSingleton(clients.DynamoDb).AddSingleton(clients.Kms);
collection.AddStorage(configuration).AddJobs().AddCouponJobs(configuration);
await using var services = collection.BuildServiceProvider();
await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
foreach (var hosted in services.GetServices<IHostedService>())
    await hosted.StartAsync(CancellationToken.None);

var asha = new Actor { Id = "asha", Name = "Asha Rao", Email = "asha@clubshop.example", Role = Role.Administrators };
var offer = new CouponOffer(Ids.New(TimeProvider.System), "Diwali", []);
var file = new StringBuilder("code\n");
var recipe = new CodeRecipe(wanted, 8, "DIWALI");
for (var i = 0; i < wanted; i++)
    file.Append(recipe.Next()).Append('\n');
var text = Encoding.ASCII.GetBytes(file.ToString());
file = null;

var memory = MemoryPeak.Start();
var clock = Stopwatch.StartNew();
var jobs = services.GetRequiredService<JobService>();
var job = (await services.GetRequiredService<PoolJobs>().ImportAsync(asha, Ids.New(TimeProvider.System), offer, "Launch", "codes.csv", text, CancellationToken.None)).Value!;
await foreach (var info in jobs.WatchAsync(asha, job.Id, CancellationToken.None))
    job = info;
var (heap, set) = await memory.EndAsync();
Console.WriteLine($"import of {wanted} codes: {job.State} in {clock.Elapsed.TotalSeconds:F1} s, {Line(job)}; at most {heap / 1e6:F0} MB more on the heap, {set / 1e6:F0} MB more resident");

var writes = services.GetRequiredService<WriteUnit>();
await writes.CommitAsync(
    new()
    {
        Actor = asha,
        Token = Ids.New(TimeProvider.System),
        Audit = new(AuditActions.Change, CouponItems.AuditKind, offer.Id, offer.Title),
        Entity = new(Table.Coupons, null, CouponItems.ToItem(new CouponSettings { OfferId = offer.Id, Mode = CouponMode.Pools }, null)),
    },
    CancellationToken.None);

var ledger = services.GetRequiredService<CouponLedger>();
var pool = (await ledger.PoolsAsync(offer.Id, CancellationToken.None)).Single();
var given = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
var took = new ConcurrentBag<double>();
var (next, again, uncertain, none) = (0, 0, 0, 0);
wire.IsRotten = rotten;
clock.Restart();
await AskAsync();
clock.Stop();
wire.IsRotten = false;

var (givenFirst, seconds) = (given.Count, clock.Elapsed.TotalSeconds);

// A lost answer of the counter leaves a number behind; ten minutes later the sweeper has it.
var returned = 0;
foreach (var ahead in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(11) })
    returned += (await new CouponSweeper(clients.DynamoDb, TableNames.DefaultPrefix, new AheadClock(ahead)).SweepAsync(CancellationToken.None)).Returned;
none = 0;
await AskAsync();

var times = took.Order().ToList();
var counts = await ledger.CountsAsync(pool, CancellationToken.None);
Console.WriteLine($"{givenFirst} codes given to {callers} callers in {seconds:F1} s: {givenFirst / seconds:F0} a second{(rotten ? ", over a rotten network" : "")}");
Console.WriteLine($"a call: half under {times[times.Count / 2]:F0} ms, 99 of 100 under {times[(int)(times.Count * 0.99)]:F0} ms; asked again when busy {again}, when uncertain {uncertain}");
Console.WriteLine($"left behind and swept: {returned}; given in the end: {given.Count}, twice: {given.Values.Count(count => count > 1)}; counted: {counts.Issued} issued, {counts.Free} free of {counts.Total}");
foreach (var hosted in services.GetServices<IHostedService>())
    await hosted.StopAsync(CancellationToken.None);

async Task AskAsync() => await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
{
    while (Volatile.Read(ref none) == 0)
    {
        var request = new IssueRequest
        {
            OfferId = offer.Id,
            CustomerId = $"00000000-0000-4000-8000-{Interlocked.Increment(ref next):x12}",
            By = "app",
            Window = new(true, null, null),
        };
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var outcome = await ledger.IssueAsync(request, CancellationToken.None);
                if (outcome is IssueOutcome.Given one)
                    given.AddOrUpdate(one.Coupon.Code, 1, static (_, count) => count + 1);
                else
                    Interlocked.Increment(ref none);
                break;
            }
            catch (LedgerUncertainException)
            {
                Interlocked.Increment(ref uncertain); // asks again, as an app would
            }
            catch (LedgerBusyException)
            {
                Interlocked.Increment(ref again);
            }
        }

        took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
})));

static string Line(JobInfo job) => string.Join(", ", job.Counts.Select(pair => $"{pair.Value} {pair.Key}"));
