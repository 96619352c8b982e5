// How long it takes to find a customer among many, for each kind of input: from the text in the search box to the masked rows, through the
// AWS SDK (signing, JSON) and the embedded user pool on disk, within the budget of Cognito's rates. Every search is checked to have found
// its person. Between searches it waits until the budget is full again, as a person would.
//
//   dotnet run --project bench/Clubshop.Customers.Bench -c Release -- 20000 60
using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Cognito;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

const int Limit = 300; // milliseconds at the 95th percentile
const int FullAgain = 300; // milliseconds: four filters at half of 30 a second
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
var samples = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60;

var folder = Directory.CreateTempSubdirectory("clubshop-customers-bench-").FullName;
var time = TimeProvider.System;
await using var aws = await LocalAws.OpenAsync(new LocalAwsOptions { Directory = folder }, time, NullLoggerFactory.Instance, CancellationToken.None);
using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, aws.CreateHandler(), time);
var settings = new ConfigurationBuilder().AddInMemoryCollection(
    [new("AWS:CustomerUserPoolId", FixedIds.CustomerPoolId), new("AWS:CustomerUserPoolClientId", FixedIds.CustomerClientId)]).Build();
var services = new ServiceCollection();
services.AddLogging();
services.AddSingleton(time);
services.AddSingleton<IAmazonDynamoDB>(clients.DynamoDb);
services.AddSingleton(clients.Cognito);
services.AddStorage(settings);
services.AddMasterData().AddAudit().AddClubs().AddCategories().AddShops().AddRegistry().AddCustomers(settings);
await using var provider = services.BuildServiceProvider();

await new StaffPoolSetup(clients.Cognito, new StaffOptions()).CreateMissingAsync(CancellationToken.None);
var began = time.GetTimestamp();
var placed = await aws.Cognito.PlaceAsync(FixedIds.CustomerPoolId, DemoCustomers.First(count, time.GetUtcNow()).Select(Placed), CancellationToken.None);
var needles = Enumerable.Range(0, samples).Select(Needle).ToList();
await aws.Cognito.PlaceAsync(FixedIds.CustomerPoolId, needles, CancellationToken.None);
Line($"{placed} customers placed in {time.GetElapsedTime(began).TotalSeconds:F1} s; {samples} searches of each kind");

var search = provider.GetRequiredService<CustomerSearch>();
var farah = new Actor { Id = "farah", Name = "Farah Khan", Email = "farah.khan@clubshop.example", Role = Role.Support };
(string Kind, Func<PlacedUser, string> Typed)[] kinds =
[
    ("whole email", user => user.Attributes["email"]),
    ("start of an email", user => user.Attributes["email"].Split('@')[0] + "@"),
    ("98765 43210", user => $"{user.Attributes["phone_number"][3..8]} {user.Attributes["phone_number"][8..]}"),
    ("098…", user => "0" + user.Attributes["phone_number"][3..]),
    ("+91 …", user => "+91 " + user.Attributes["phone_number"][3..]),
    ("sub", user => user.Sub),
    ("user name", user => user.Username),
    ("given name", user => user.Attributes["given_name"]),
    ("family name", user => user.Attributes["family_name"]),
    ("both names", user => user.Attributes["name"]),
];
foreach (var (_, typed) in kinds)
    await FindAsync(needles[0], typed(needles[0]));

var slow = 0;
foreach (var (kind, typed) in kinds)
{
    List<double> times = [];
    foreach (var needle in needles)
    {
        await Task.Delay(FullAgain);
        times.Add(await FindAsync(needle, typed(needle)));
    }

    times.Sort();
    var p95 = times[(int)(times.Count * 0.95)];
    slow += p95 >= Limit ? 1 : 0;
    Line($"{kind,-18} median {times[times.Count / 2],7:F1} ms   p95 {p95,7:F1} ms   most {times[^1],7:F1} ms{(p95 >= Limit ? "   TOO SLOW" : "")}");
}

Directory.Delete(folder, recursive: true);
Line($"{kinds.Length - slow} of {kinds.Length} kinds find the person in less than {Limit} ms at the 95th percentile.");
return slow == 0 ? 0 : 1;

async Task<double> FindAsync(PlacedUser user, string text)
{
    var started = Stopwatch.GetTimestamp();
    var found = await search.FindAsync(farah, text, null, CancellationToken.None);
    var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    return found.Value?.Hits.Any(hit => hit.Sub == user.Sub) == true ? took : throw new InvalidOperationException("Somebody was not found.");
}

static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static PlacedUser Placed(DemoCustomer customer) => new()
{
    Username = customer.Username,
    Sub = customer.Sub,
    Status = customer.Status,
    Enabled = customer.Enabled,
    Attributes = customer.Attributes,
    Groups = customer.Groups,
    Factors = customer.Factors,
    CreatedAt = customer.CreatedAt,
    ModifiedAt = customer.ModifiedAt,
};

// Somebody whose names nobody else has, listed behind all others.
static PlacedUser Needle(int n)
{
    var (given, family) = ("Qa" + Letters(n) + "mira", "Xo" + Letters(n) + "vanti");
    return new()
    {
        Username = $"{given}.{family}.bench",
        Sub = Guid.CreateVersion7().ToString("D"),
        Status = "CONFIRMED",
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = $"{given} {family}",
            ["given_name"] = given,
            ["family_name"] = family,
            ["email"] = $"{given}.{family}@bench.example",
            ["email_verified"] = "true",
            ["phone_number"] = "+9188888" + n.ToString("D5", CultureInfo.InvariantCulture),
            ["phone_number_verified"] = "true",
        },
        CreatedAt = DateTimeOffset.UnixEpoch,
        ModifiedAt = DateTimeOffset.UnixEpoch,
    };
}

static string Letters(int n) => string.Concat(n.ToString("D3", CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0'))));
