using System.Globalization;
using System.Net.Http.Json;
using Amazon.CognitoIdentityProvider;
using Amazon.DynamoDBv2;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Ops;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>
/// Two portals, real processes on one embedded AWS, send twenty notifications; one is killed with SIGKILL in the middle. A proxy records independently
/// what was accepted and which calls had no readable result.
/// </summary>
[Collection(nameof(Alone))]
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    private const int Sends = 20;
    private const int People = 2_000;

    [Fact]
    public async Task TwentySends_OneOfTwoPortalsKilled_NobodyTwiceAndUnknownExactlyWhatWasUnreadable()
    {
        var seed = TestSeed.Next();
        output.WriteLine($"seed {seed}");
        var (aws, endpoint) = await OpsProcess.ServeAsync("Clubshop.LocalAws", ["--port", "0", "--in-memory"]);
        await using var _ = aws;
        await using var proxy = await RecordingProxy.StartAsync(endpoint, portals: 2, seed);
        var setup = await OpsProcess.RunAsync("Clubshop.Admin", ["ops", "setup", "--seed", "none"], Settings(endpoint));
        Assert.True(setup.ExitCode == 0, setup.Output);

        await using var author = await Author.OpenAsync(endpoint);
        await author.FollowersAsync(People);
        using var http = new HttpClient { BaseAddress = endpoint };
        var plan = new { seed, rules = new[] { new { kind = "Delivery", status = "THROTTLED", probability = 0.05 } } };
        (await http.PutAsJsonAsync("/local/faults", plan)).EnsureSuccessStatusCode();

        var (one, __) = await OpsProcess.ServeAsync("Clubshop.Admin", ["--urls", "http://127.0.0.1:0"], Settings(proxy.Fronts[0]));
        await using var ___ = one;
        var (other, ____) = await OpsProcess.ServeAsync("Clubshop.Admin", ["--urls", "http://127.0.0.1:0"], Settings(proxy.Fronts[1]));
        await using var _____ = other;
        List<string> ids = [];
        for (var n = 0; n < Sends; n++)
            ids.Add(await author.SendAsync("Send " + n.ToString(CultureInfo.InvariantCulture)));

        await NotifyWorld.UntilAsync(_ => Task.FromResult(proxy.Accepted.Count >= People * Sends / 4));
        proxy.Gone(proxy.Fronts[0]);
        await one.KillAsync();
        var atTheKill = proxy.Accepted.Count;

        var (unknown, cutOff) = (0, 0);
        foreach (var id in ids)
        {
            var ended = await author.EndedAsync(id);
            var rows = await author.RowsAsync(id);
            Assert.True(rows.Count == People, $"seed {seed}: {rows.Count} rows");
            foreach (var row in rows)
            {
                var message = (id, NotifyWorld.Token(int.Parse(row.Sub![^12..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
                var times = proxy.Accepted.GetValueOrDefault(message);
                var right = row.Outcome switch
                {
                    Outcome.Accepted => times == 1 && !proxy.Unreadable.ContainsKey(message),
                    Outcome.Refused => times == 0 && !proxy.Unreadable.ContainsKey(message),
                    Outcome.Unknown when row.Reason == "NO_ANSWER" => times <= 1 && proxy.Unreadable.ContainsKey(message),
                    // Claimed by the killed portal: in progress, or not yet called.
                    Outcome.Unknown => times <= 1 && row.Reason == "CUT_OFF" && (proxy.OfKilled(message) || times == 0),
                    _ => false,
                };
                Assert.True(right, $"seed {seed}: {row.Outcome} {row.Reason}, accepted {times} times, unreadable {proxy.Unreadable.ContainsKey(message)}");
                unknown += row.Reason == "NO_ANSWER" ? 1 : 0;
                cutOff += row.Reason == "CUT_OFF" ? 1 : 0;
            }

            foreach (var outcome in rows.GroupBy(row => row.Outcome))
                Assert.True(ended.Counts[outcome.Key.ToString().ToLowerInvariant()] == outcome.Count(), $"seed {seed}: {outcome.Key}");
        }

        // The embedded AWS counted what the proxy saw.
        var deliveries = await http.GetFromJsonAsync<List<Sent>>("/local/deliveries");
        Assert.Equal(deliveries!.Sum(sent => (long)sent.Count), proxy.Accepted.Values.Sum(count => (long)count));
        Assert.InRange(cutOff, 0, 4 * 8 * 100); // four sends at once, eight calls each
        output.WriteLine($"{Sends} sends to {People}, killed after {atTheKill} accepted: {unknown} without a readable answer, {cutOff} cut off by the kill");
    }

    private static KeyValuePair<string, string>[] Settings(Uri endpoint) =>
    [
        new("Aws__Mode", "Aws"), new("Aws__Endpoint", endpoint.AbsoluteUri), new("Pinpoint__ApplicationId", FixedApplication.Id),
        new("Notifications__PushOpens", "00:00"), new("Notifications__PushCloses", "24:00"), new("Notifications__RetryMilliseconds", "50"), new("Notifications__Tries", "12"), new("Notifications__UndoSeconds", "0"), new("Notifications__MaxPerWeek", "50"),
    ];

    private sealed record Sent(string Address, [property: System.Text.Json.Serialization.JsonPropertyName("sent")] int Count);

    /// <summary>An Administrator who writes notifications with their own services on the same AWS; others send them.</summary>
    private sealed class Author : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly Actor _asha;
        private string _club = "";

        private Author(ServiceProvider services, Actor asha) => (_services, _asha) = (services, asha);

        public static async Task<Author> OpenAsync(Uri endpoint)
        {
            var settings = new Dictionary<string, string?> { ["Aws:Mode"] = "Aws", ["Aws:Region"] = "ap-south-1", ["Aws:Endpoint"] = endpoint.AbsoluteUri, ["Notifications:PushOpens"] = "00:00", ["Notifications:PushCloses"] = "24:00", ["Notifications:ApprovalAbove"] = "1000000", ["Notifications:UndoSeconds"] = "0" };
            var provider = TestPortal.Compose(aws: null, TimeProvider.System, settings).Run<SealingStart>().Run<ChangePoller>().BuildServiceProvider();
            await provider.StartAsync();
            var clients = provider.GetRequiredService<AwsClients>();
            var person = PortalHost.Person(Role.Administrators);
            var account = await clients.Cognito.AdminGetUserAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = person.Email });
            var sub = account.UserAttributes!.Single(attribute => attribute.Name == "sub").Value!;
            var author = new Author(provider, new() { Id = sub, Name = person.Name, Email = person.Email, Role = Role.Administrators });
            await author.ClubAsync();
            return author;
        }

        public Task FollowersAsync(int count) => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
        {
            var registry = Get<RegistryService>();
            Assert.True((await registry.RegisterDeviceAsync(RegistrySource.Job, NotifyWorld.Sub(number), new("phone", NotifyWorld.Token(number), Platform.Android, "4.8.0"), token)).Ok);
            Assert.True((await registry.FollowAsync(RegistrySource.Job, NotifyWorld.Sub(number), new(FollowKind.Club, _club), token)).Ok);
        });

        public async Task<string> SendAsync(string title)
        {
            var service = Get<NotificationService>();
            var draft = service.New(_asha) with { Title = title, Message = "Two days, all shops.", Audience = new() { Kind = AudienceKind.Club, Ids = [_club] }, PerMinute = 240_000 };
            var saved = Value(await service.SaveAsync(_asha, draft, Ids.New(TimeProvider.System), CancellationToken.None));
            var seal = Value(await service.ReviewAsync(_asha, saved, CancellationToken.None)).Seal;
            var sent = Value(await service.SendAsync(_asha, saved.Id, saved.Stamp.Version, seal, Ids.New(TimeProvider.System), CancellationToken.None));
            Assert.Equal(People, sent.Frozen!.Messages);
            return sent.Id;
        }

        public async Task<Notification> EndedAsync(string id)
        {
            Notification? now = null;
            await NotifyWorld.UntilAsync(async token =>
            {
                now = Value(await Get<NotificationService>().FindAsync(_asha, id, token));
                Assert.NotEqual(NotificationState.Failed, now.State);
                return now.State == NotificationState.Finished;
            });
            return now!;
        }

        public async Task<List<Delivery>> RowsAsync(string id)
        {
            List<Delivery> rows = [];
            await foreach (var (_, row) in Get<DeliveryLedger>().AllAsync(id, CancellationToken.None))
                rows.Add(row);
            return rows;
        }

        public async ValueTask DisposeAsync()
        {
            await _services.StopAsync();
            await _services.DisposeAsync();
        }

        private async Task ClubAsync()
        {
            await Get<RecordIndex<ClubRow>>().WhenReadyAsync(CancellationToken.None);
            var club = Value(await Get<ClubService>().SaveAsync(
                _asha, new() { Id = Ids.New(TimeProvider.System), Name = "Tata Club", Status = EditorialStatus.Published }, new(Ids.New(TimeProvider.System)), CancellationToken.None));
            _club = club.Id;
        }

        private T Get<T>()
            where T : notnull => _services.GetRequiredService<T>();

        private static T Value<T>(Result<T> result)
            where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(" ", result.Problems.Select(problem => problem.Message)));
    }
}
