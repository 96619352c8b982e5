// How fast one instance sends a push to 50,000 and more, and whether its memory stays flat and the portal answers meanwhile. Everything is real
// but the push services: the ledger in the embedded DynamoDB (durable, in a folder of its own), SendMessages of the embedded Pinpoint. The
// embedded AWS is a process of its own, as AWS is elsewhere: the memory that is told is the portal's alone.
//
//   dotnet run --project bench/Clubshop.Notify.Bench -c Release -- 50000
using System.Diagnostics;
using System.Globalization;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws.Pinpoint;
using Clubshop.Notify.Bench;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var wanted = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
var folder = Directory.CreateTempSubdirectory("clubshop-notify-bench-").FullName;
using var aws = await AwsProcess.StartAsync(folder);
using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Endpoint = aws.Address.AbsoluteUri }, null, TimeProvider.System);
var settings = new Dictionary<string, string?>
{
    ["Notifications:PushOpens"] = "00:00",
    ["Notifications:PushCloses"] = "24:00",
    ["Notifications:ApprovalAbove"] = "10000000",
    ["Notifications:UndoSeconds"] = "0",
    ["Pinpoint:ApplicationId"] = FixedApplication.Id,
};
var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
var collection = new ServiceCollection();
collection.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(clients).AddSingleton(clients.DynamoDb).AddSingleton(clients.Kms).AddStorage(configuration);
collection.AddMasterData().AddAudit().AddClubs().AddCategories().AddShops().AddOffers().AddRegistry().AddPinpoint(configuration);
collection.AddNotifications(configuration).AddSender();
var asha = new Actor { Id = "asha", Name = "Asha Rao", Email = "asha@clubshop.example", Role = Role.Administrators };
collection.AddSingleton<ICurrentStaff>(new OnePerson(asha));
await using var services = collection.BuildServiceProvider();
await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
await services.GetRequiredService<SealingKey>().CreateMissingAsync(CancellationToken.None);
foreach (var hosted in services.GetServices<IHostedService>())
    await hosted.StartAsync(CancellationToken.None);

// About one device in five is missing or dead, one customer in ten opted out, and some have several.
var people = (int)(wanted * 1.1);
var clock = Stopwatch.StartNew();
var subs = Enumerable.Range(0, people).Select(n => new SeedCustomer("00000000-0000-4000-8000-" + n.ToString("x12", CultureInfo.InvariantCulture)));
await services.GetRequiredService<RegistrySeed>().SeedAsync(subs, 7, CancellationToken.None);
Console.WriteLine($"{people} customers in the registry after {clock.Elapsed.TotalSeconds:F1} s");

var service = services.GetRequiredService<NotificationService>();
var draft = service.New(asha) with
{
    Title = "₹1,500 off at Croma",
    Message = "On orders above ₹10,000.",
    Audience = new() { Kind = AudienceKind.Everyone },
    PerMinute = 240_000,
};
var saved = await service.SaveAsync(asha, draft, Ids.New(TimeProvider.System), CancellationToken.None);
clock.Restart();
var review = await service.ReviewAsync(asha, saved.Value!, CancellationToken.None);
Console.WriteLine($"reviewed: {review.Value!.Tally.People} people, in {clock.Elapsed.TotalSeconds:F1} s");
clock.Restart();
var sent = await service.SendAsync(asha, saved.Value!.Id, saved.Value.Stamp.Version, review.Value!.Seal, Ids.New(TimeProvider.System), CancellationToken.None);
Console.WriteLine($"frozen: {sent.Value!.Frozen!.Messages} messages to {sent.Value.Frozen.People} people, {sent.Value.Frozen.LeftOut.Values.Sum()} left out, in {clock.Elapsed.TotalSeconds:F1} s");

GC.Collect();
var reports = services.GetRequiredService<NotificationReports>();
List<double> answers = [];
List<long> heaps = [];
clock.Restart();
var (told, last) = (0.0, 0L);
while (true)
{
    var asked = Stopwatch.GetTimestamp();
    var report = (await reports.FindAsync(asha, sent.Value.Id, CancellationToken.None)).Value!;
    answers.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
    if (report.Notification.EndedAt is not null)
        break;

    if (clock.Elapsed.TotalSeconds - told >= 2)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        heaps.Add(heap);
        var seconds = clock.Elapsed.TotalSeconds - told;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,5:F0} s  {report.Settled,7} settled  {(report.Settled - last) / seconds,6:F0} a second  {heap,5} MB live"));
        (told, last) = (clock.Elapsed.TotalSeconds, report.Settled);
    }

    await Task.Delay(50);
}

var took = clock.Elapsed.TotalSeconds;
var ended = (await reports.FindAsync(asha, sent.Value.Id, CancellationToken.None)).Value!;
var twice = await aws.SentTwiceAsync();
answers.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ended.Total} messages in {took:F1} s: {ended.Total / took:F0} a second; accepted {ended.Count(Outcome.Accepted)}, refused {ended.Count(Outcome.Refused)}, unknown {ended.Count(Outcome.Unknown)}, left out {ended.Count(Outcome.LeftOut)}; sent twice: {twice}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live memory {(heaps.Count > 0 ? heaps[0] : 0)} MB at the beginning, {(heaps.Count > 0 ? heaps[^1] : 0)} MB at the end, {(heaps.Count > 0 ? heaps.Max() : 0)} MB at most"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the report answered {answers.Count} times meanwhile: median {answers[answers.Count / 2]:F1} ms, 99 % within {answers[(int)(answers.Count * 0.99)]:F1} ms, longest {answers[^1]:F1} ms"));
foreach (var hosted in services.GetServices<IHostedService>())
    await hosted.StopAsync(CancellationToken.None);

aws.Stop();
Directory.Delete(folder, recursive: true);
return twice == 0 && ended.Total / took > 1_000 ? 0 : 1;
