using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Notifications;

/// <summary>Notifications with the real services and an embedded DynamoDB; the test controls the gateway.</summary>
internal sealed class NotifyWorld : IAsyncDisposable
{
    private readonly List<Sender> _senders = [];

    private NotifyWorld(CatalogWorld catalog, Club club) => (Catalog, Club) = (catalog, club);

    public CatalogWorld Catalog { get; }

    public Club Club { get; }

    public ScriptedGateway Gateway => (ScriptedGateway)Catalog.Get<IMessageGateway>();

    /// <summary>The staff.</summary>
    public Roster Staff => (Roster)Catalog.Get<ICurrentStaff>();

    public NotificationService Service => Catalog.Get<NotificationService>();

    public RegistryService Registry => Catalog.Get<RegistryService>();

    public DeliveryLedger UnauditedWriter => Catalog.Get<DeliveryLedger>();

    public NotificationOptions Options => Catalog.Get<IOptions<NotificationOptions>>().Value;

    public static Actor Asha { get; } = CatalogWorld.Person(Role.Administrators) with { Id = "asha", Name = "Asha Rao" };

    public static Actor Vikram { get; } = CatalogWorld.Person(Role.Administrators) with { Id = "vikram", Name = "Vikram Singh" };

    /// <summary>A service provider with this club.</summary>
    public Actor Provider => CatalogWorld.Person(Role.ServiceProviders, Club.Id) with { Id = "rohan", Name = "Rohan Deshpande" };

    public static async Task<NotifyWorld> OpenAsync(IMessageGateway? gateway = null, int maxPerWeek = 50, IOfferCoupons? coupons = null)
    {
        var settings = new Dictionary<string, string?> { ["Notifications:RetryMilliseconds"] = "5", ["Notifications:Tries"] = "12", ["Notifications:ApprovalAbove"] = "1000000", ["Notifications:UndoSeconds"] = "0", ["Notifications:MaxPerWeek"] = maxPerWeek.ToString(CultureInfo.InvariantCulture) };
        var catalog = await CatalogWorld.OpenAsync(
            services =>
            {
                services.AddSingleton(gateway ?? new ScriptedGateway());
                services.AddSingleton<ICurrentStaff>(new Roster());
                if (coupons is not null)
                    services.AddSingleton(coupons);
            },
            settings);
        catalog.Clock.Advance(TimeSpan.FromTicks(1_234)); // a clock tells more than is stored
        var world = new NotifyWorld(catalog, await catalog.ClubAsync("Tata Club"));
        foreach (var person in new[] { Asha, Vikram, world.Provider })
            world.Staff.People[person.Id] = person;
        return world;
    }

    public static string Sub(int number) => "00000000-0000-4000-8000-" + number.ToString("x12", CultureInfo.InvariantCulture);

    public static string Token(int number) => "phone-token-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Customers with one Android phone each, followers of the club.</summary>
    public async Task FollowersAsync(int count, int from = 0)
    {
        await Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, token) =>
        {
            Assert.True((await Registry.RegisterDeviceAsync(RegistrySource.Job, Sub(number), new("phone", Token(number), Platform.Android, "4.8.0"), token)).Ok);
            Assert.True((await Registry.FollowAsync(RegistrySource.Job, Sub(number), new(FollowKind.Club, Club.Id), token)).Ok);
        });
        Catalog.IndexesFollow();
    }

    /// <summary>A push to the club's followers, as a draft.</summary>
    public Notification Draft(Actor? actor = null) => Service.New(actor ?? Asha) with
    {
        Title = "₹1,500 off at Croma",
        Message = "On orders above ₹10,000. 🎉",
        Audience = new() { Kind = AudienceKind.Club, Ids = [Club.Id] },
        PerMinute = 240_000,
    };

    public async Task<Notification> SavedAsync(Notification draft, Actor? actor = null) =>
        CatalogWorld.Value(await Service.SaveAsync(actor ?? Asha, draft, Catalog.NewId(), CancellationToken.None));

    public async Task<Notification> SentAsync(Notification draft, Actor? actor = null)
    {
        var saved = await SavedAsync(draft, actor);
        return CatalogWorld.Value(await SendAsync(actor ?? Asha, saved));
    }

    /// <summary>Reviews a saved notification and sends it.</summary>
    public async Task<Result<Notification>> SendAsync(Actor actor, Notification saved)
    {
        var review = await Service.ReviewAsync(actor, saved, CancellationToken.None);
        return review.Ok
            ? await Service.SendAsync(actor, saved.Id, saved.Stamp.Version, review.Value.Seal, Catalog.NewId(), CancellationToken.None)
            : Result<Notification>.Refused(review.Problems);
    }

    /// <summary>An instance that sends.</summary>
    public async Task<Sender> SenderAsync(IMessageGateway? gateway = null)
    {
        var sender = NotificationsSetup.SenderOf(Catalog.Services, gateway ?? Catalog.Get<IMessageGateway>());
        _senders.Add(sender);
        await sender.StartAsync(CancellationToken.None);
        return sender;
    }

    /// <summary>The notification once its state is one of these.</summary>
    public async Task<Notification> UntilAsync(string id, params NotificationState[] states)
    {
        Notification? now = null;
        await UntilAsync(async token =>
        {
            now = CatalogWorld.Value(await Service.FindAsync(Asha, id, token));
            return states.Contains(now.State);
        });
        return now!;
    }

    /// <summary>Polls the table, because there is no event across instances.</summary>
    public static async Task UntilAsync(Func<CancellationToken, Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds(patience.Token))
            await look.WaitForNextTickAsync(patience.Token);
    }

    public async Task<Dictionary<int, Delivery>> RowsAsync(string id)
    {
        Dictionary<int, Delivery> rows = [];
        await foreach (var (_, row) in UnauditedWriter.AllAsync(id, CancellationToken.None))
            Assert.True(rows.TryAdd(row.Number, row), $"two rows for recipient {row.Number}");

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.StopAsync(CancellationToken.None);
            sender.Dispose();
        }

        await Catalog.DisposeAsync();
    }
}

/// <summary>The staff as the test defines them; StaffServiceTests cover Cognito and the staff table.</summary>
internal sealed class Roster : ICurrentStaff
{
    public ConcurrentDictionary<string, Actor> People { get; } = new(StringComparer.Ordinal);

    public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(People.GetValueOrDefault(id));
}

/// <summary>A gateway that answers as the test says and counts the messages to each address.</summary>
internal sealed class ScriptedGateway : IMessageGateway
{
    private int _calls;

    /// <summary>Messages by address.</summary>
    public ConcurrentDictionary<string, int> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls so far.</summary>
    public int Calls => _calls;

    /// <summary>The status of an address; by default all are accepted.</summary>
    public Func<string, string> StatusOf { get; set; } = _ => "SUCCESSFUL";

    /// <summary>The answer to a whole call by its number, from 1; null to answer by address.</summary>
    public Func<int, SendAnswer?> Whole { get; set; } = _ => null;

    /// <summary>Awaited by each call, with its number.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        Assert.InRange(messages.Count, 1, 100);
        var number = Interlocked.Increment(ref _calls);
        await Before(number);
        var whole = Whole(number);
        if (whole is SendAnswer.NotSent or SendAnswer.Refused)
            return whole;

        var answers = messages.ToDictionary(message => message.Address, message => new AddressAnswer(StatusOf(message.Address), 200, null, null), StringComparer.Ordinal);
        foreach (var (address, _) in answers.Where(pair => pair.Value.Status == "SUCCESSFUL"))
            Sent.AddOrUpdate(address, 1, (_, count) => count + 1);

        return whole ?? new SendAnswer.Answered(answers);
    }
}
