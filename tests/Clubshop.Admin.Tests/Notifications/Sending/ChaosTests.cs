using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Pinpoint;
using Xunit.Abstractions;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>Everything that can go wrong between two instances, the delivery ledger and the push service, at once. The embedded Pinpoint counts.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Sends = 20;
    private const int People = 2_000;

    [Fact]
    public async Task TwentySends_WithThrottlingLostAnswersErrorsAndKills_NobodyTwiceAndEveryOutcomeTrue()
    {
        var seed = TestSeed.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var world = await NotifyWorld.OpenAsync();
        await world.FollowersAsync(People);
        world.Catalog.Aws.Faults.Set(new()
        {
            Seed = seed,
            Rules =
            [
                new() { Kind = FaultKind.Delivery, Status = "THROTTLED", Probability = 0.05 },
                new() { Kind = FaultKind.AnswerLost, Operation = "SendMessages", Probability = 0.01 },
                new() { Kind = FaultKind.InternalError, Operation = "SendMessages", Probability = 0.02 },
                new() { Kind = FaultKind.Throttling, Operation = "SendMessages", Probability = 0.02 },
            ],
        });
        var pinpoint = new PinpointGateway(new PinpointSender(world.Catalog.Clients.Pinpoint, FixedApplication.Id));
        var instances = new List<(Sender Sender, Watched Gateway)> { await InstanceAsync(), await InstanceAsync() };
        var kills = 0;
        for (var n = 0; n < Sends; n++)
        {
            var told = $"seed {seed}, send {n}";
            var before = world.Catalog.Aws.Pinpoint.Sent;
            var killAt = n % 2 == 0 ? random.Next(1, 20) : 0;
            foreach (var (sender, gateway) in instances)
                gateway.Begin(killAt, sender.Abandon);

            var sent = await world.SentAsync(world.Draft() with { Title = "Send " + n.ToString(CultureInfo.InvariantCulture) });
            if (killAt > 0)
            {
                var killed = await Task.WhenAny(instances.Select(one => one.Gateway.Killed)).WaitAsync(TimeSpan.FromSeconds(60));
                var (gone, _) = instances.Single(one => one.Gateway.Killed == killed);
                await gone.StoppedAsync(); // a process that is killed renews no lease
                instances.RemoveAll(one => one.Sender == gone);
                kills++;
                instances.Add(await InstanceAsync());
                foreach (var (_, survivor) in instances)
                    survivor.Begin(0, () => { });
                world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1)); // the lease ends
                world.Catalog.Get<SendSignals>().Wake();
            }

            output.WriteLine(told);
            var ended = await world.UntilAsync(sent.Id, NotificationState.Finished);
            var rows = await world.RowsAsync(sent.Id);
            var after = world.Catalog.Aws.Pinpoint.Sent;

            Assert.True(rows.Count == People, $"{told}: {rows.Count} rows");
            foreach (var row in rows.Values)
            {
                var address = NotifyWorld.Token(int.Parse(row.Sub![^12..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                var times = after.GetValueOrDefault(address) - before.GetValueOrDefault(address);
                var right = row.Outcome switch
                {
                    Outcome.Accepted => times == 1,
                    Outcome.Refused => times == 0,
                    Outcome.Unknown => times <= 1 && (row.Reason == "NO_ANSWER" ? _unreadable.ContainsKey((sent.Id, address)) : row.Reason == "CUT_OFF" && killAt > 0),
                    _ => false,
                };
                Assert.True(right, $"{told}: {row.Outcome} {row.Reason}, sent {times} times");
                Assert.True(row.Outcome == Outcome.Unknown || !_unreadable.ContainsKey((sent.Id, address)), $"{told}: {row.Outcome} though no answer could be read");
            }

            var cutOff = rows.Values.Count(row => row.Reason == "CUT_OFF");
            Assert.True(killAt > 0 ? cutOff <= world.Options.AtOnce * 100 : cutOff == 0, $"{told}: {cutOff} cut off");
            foreach (var outcome in rows.Values.GroupBy(row => row.Outcome))
                Assert.True(ended.Counts[outcome.Key.ToString().ToLowerInvariant()] == outcome.Count(), $"{told}: {outcome.Key}");
        }

        output.WriteLine($"{Sends} sends to {People}, {kills} kills, {_unreadable.Count} without a readable answer");

        async Task<(Sender Sender, Watched Gateway)> InstanceAsync()
        {
            var gateway = new Watched(pinpoint, _unreadable);
            return (await world.SenderAsync(gateway), gateway);
        }
    }

    private readonly ConcurrentDictionary<(string Notification, string Address), bool> _unreadable = new();

    /// <summary>Records which calls had no readable answer, and kills its instance in the middle of a call.</summary>
    private sealed class Watched(IMessageGateway inner, ConcurrentDictionary<(string, string), bool> unreadable) : IMessageGateway
    {
        private TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action _kill = () => { };
        private int _left;

        public Task Killed => _killed.Task;

        public void Begin(int killAt, Action kill) => (_left, _kill, _killed) = (killAt, kill, new(TaskCreationOptions.RunContinuationsAsynchronously));

        public async Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
        {
            var answer = await inner.SendAsync(notification, messages, CancellationToken.None);
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _kill();
                _killed.SetResult();
            }

            // A killed instance reads no answer.
            if (answer is SendAnswer.NoAnswer && !cancellationToken.IsCancellationRequested)
            {
                foreach (var message in messages)
                    unreadable[(notification.Id, message.Address)] = true;
            }

            return answer;
        }
    }
}
