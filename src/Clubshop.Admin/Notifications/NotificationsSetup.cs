using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Pinpoint;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications;

/// <summary>Registers notifications.</summary>
public static class NotificationsSetup
{
    /// <summary>Adds the services, except for the sender (<see cref="AddSender"/>). Requires storage, staff, registry, shops and offers.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsCheck>();
        services.AddSingleton<SendSignals>();
        services.AddSingleton(provider => new NotificationStore(Get<TableReader>(provider), Get<WriteUnit>(provider)));
        services.AddSingleton(provider => new ApprovalQueue(Get<TableReader>(provider)));
        services.AddSingleton<ICommitObserver>(Get<ApprovalQueue>);
        services.AddSingleton(provider => new SmsTemplateService(Get<TableReader>(provider), Get<WriteUnit>(provider)));
        services.AddSingleton<DemoSmsTemplates>();
        services.AddSingleton(provider => new RecipientLists(
            Get<TableReader>(provider), Get<UnauditedWriter>(provider), Get<FieldSealer>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new PastedLists(
            Get<RecipientLists>(provider), Get<TableReader>(provider), Get<UnauditedWriter>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new PastedListService(Get<PastedLists>(provider), Get<WriteUnit>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new UnreachedReader(Get<NotificationStore>(provider), Get<RecipientLists>(provider), Get<DeliveryLedger>(provider)));
        services.AddSingleton(provider => new OverlapReader(
            Get<NotificationStore>(provider), Get<RecipientLists>(provider), Get<IOptions<NotificationOptions>>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new AudienceReader(Get<RegistryReader>(provider), Get<PastedLists>(provider), Get<UnreachedReader>(provider)));
        services.AddSingleton(provider => new DeliveryLedger(Get<TableReader>(provider), Get<UnauditedWriter>(provider), Get<FieldSealer>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new WeekLedger(Get<TableReader>(provider), Get<UnauditedWriter>(provider), Get<FieldSealer>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton<NotificationLinks>();
        services.AddSingleton<AudienceNames>();
        services.AddSingleton(provider => new BeginCheck(Get<ICurrentStaff>(provider), Get<NotificationLinks>(provider)));
        services.AddSingleton<Offers.Calendar.ICalendarSends>(provider => new NotificationCalendar(Get<NotificationService>(provider)));
        services.AddSingleton(provider => new NotificationService(
            Get<NotificationStore>(provider), Get<AudienceReader>(provider), Get<SmsTemplateService>(provider), Get<PastedLists>(provider), Get<RecipientLists>(provider),
            Get<NotificationLinks>(provider), Get<UnreachedReader>(provider), Get<OverlapReader>(provider), Get<WeekLedger>(provider), Get<SendSignals>(provider), Get<IOptions<NotificationOptions>>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new NotificationReports(
            Get<NotificationService>(provider), Get<DeliveryLedger>(provider), Get<RecipientLists>(provider),
            Get<TableReader>(provider), Get<WriteUnit>(provider), provider.GetService<IOfferCoupons>(), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new TestDeviceService(
            Get<TableReader>(provider), Get<WriteUnit>(provider), Get<FieldSealer>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new TestSender(
            Get<NotificationService>(provider), Get<TestDeviceService>(provider), Get<IMessageGateway>(provider), Get<WriteUnit>(provider), Get<TimeProvider>(provider)));
        services.TryAddSingleton<IMessageGateway>(provider => new PinpointGateway(Get<PinpointSender>(provider)));
        services.AddSingleton<ICustomerMessages>(provider => new NotificationMessages(Get<DeliveryLedger>(provider), Get<NotificationStore>(provider)));
        services.AddScoped<IGoToSource, NotificationGoToSource>();
        services.AddSingleton(new ViewList
        {
            Name = "notifications",
            Path = NotificationUrls.List,
            See = Permission.SendNotifications,
            Share = Permission.SendNotifications,
            Manage = Permission.ApproveNotifications,
            Normal = address => NotificationUrls.In(NotificationUrls.Read(address) with { Token = null, Saved = null })[NotificationUrls.List.Length..],
        });
        services.AddSingleton(new GoToEntry(L.Later("New notification"), NotificationUrls.New, Icons.Add) { Words = "write send push sms message create" });
        services.AddSingleton(new GoToEntry(L.Later("Test devices"), NotificationUrls.Devices, Icons.Notifications) { Group = GoToEntry.Pages });
        services.AddSingleton(new GoToEntry(L.Later("Registered texts"), NotificationUrls.Texts, Icons.Notifications) { Group = GoToEntry.Pages, Words = "sms templates dlt" });
        services.AddSingleton(NotificationAuditLabels.Devices);
        services.AddSingleton(NotificationAuditLabels.Notifications);
        services.AddSingleton(NotificationAuditLabels.Texts);
        services.AddSingleton(NotificationAuditLabels.Lists);
        return services;
    }

    /// <summary>Adds the background service that sends; it runs on every instance.</summary>
    public static IServiceCollection AddSender(this IServiceCollection services) => services.AddHostedService(provider => SenderOf(provider, Get<IMessageGateway>(provider)));

    /// <summary>Maps the endpoints that are not pages.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder endpoints) => NotificationEndpoints.Map(endpoints);

    internal static Sender SenderOf(IServiceProvider provider, IMessageGateway gateway) => new(
        Get<NotificationStore>(provider), Get<TableReader>(provider), Get<UnauditedWriter>(provider), Get<DeliveryLedger>(provider), Get<WeekLedger>(provider),
        Get<RecipientLists>(provider), Get<BeginCheck>(provider), Get<RegistryReader>(provider),
        Get<RegistryService>(provider), gateway, provider.GetService<IOfferCoupons>(), Get<SendSignals>(provider), Get<IOptions<NotificationOptions>>(provider),
        Get<TimeProvider>(provider), Get<ILogger<Sender>>(provider));

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();

    private sealed class NotificationOptionsCheck : IValidateOptions<NotificationOptions>
    {
        public ValidateOptionsResult Validate(string? name, NotificationOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
