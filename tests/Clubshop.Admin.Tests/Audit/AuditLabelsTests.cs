using System.Reflection;
using System.Text.Json;
using Clubshop.Admin.Account;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Registry;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Tests.Audit;

/// <summary>The audit log is readable for people who do not know the code.</summary>
public sealed class AuditLabelsTests
{
    private static readonly AuditKind[] Kinds =
    [
        SignInAuditLabels.Audit, SignInAuditLabels.Addresses, JobLabels.Audit, CustomerAudit.Labels, NotificationAuditLabels.Notifications, NotificationAuditLabels.Devices, NotificationAuditLabels.Texts, NotificationAuditLabels.Lists,
        CouponAudit.Labels,
    ];

    private static readonly AuditLabels Labels = new(Kinds, [new(id => id == Club ? "Tata Club" : null)]);

    private const string Club = "019ab0000000700080000000000000aa";

    /// <summary>Every action of the classes of actions. <see cref="LabelledEntries"/> covers what tests make the portal write.</summary>
    public static TheoryData<string> Actions => new(typeof(AuditLabels).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Actions", StringComparison.Ordinal) && type is { IsAbstract: true, IsSealed: true })
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(named => named.IsLiteral && named.FieldType == typeof(string)))
        .Select(named => (string)named.GetRawConstantValue()!)
        .Concat(Enum.GetValues<StaffAction>().SelectMany(action => new[] { StaffLabels.Name(action), "ask-" + StaffLabels.Name(action), "refuse-" + StaffLabels.Name(action) }))
        .Concat(Enum.GetValues<CustomerAction>().SelectMany(action => new[] { CustomerAudit.NameOf(action), CustomerAudit.Asked + CustomerAudit.NameOf(action), CustomerAudit.Refused + CustomerAudit.NameOf(action) }))
        .Concat([RegistryStaffService.Erase, RegistryStaffService.OptOut, RegistryStaffService.RemoveDevice]).Distinct(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Actions))]
    public void Action_Each_HasALabel(string action) =>
        Assert.True(Kinds.Any(kind => Labels.Unlabelled(Entry(kind.Kind, action)) is { Count: 0 }), $"{action} has no words for people.");

    [Fact]
    public void Reason_Each_IsAPhraseAndNotAName()
    {
        foreach (var words in Enum.GetValues<RefusalReason>().Select(RefusalLabels.Of).Concat(Enum.GetValues<PendingChallenge>().Select(step => RefusalLabels.Of((PendingChallenge?)step))))
        {
            Assert.Matches("^[a-z]", words);
            Assert.NotEqual("refused by the sign-in service", words);
            Assert.DoesNotMatch("[a-z][A-Z]", words);
        }

        Assert.Equal("wrong code", RefusalLabels.Of(RefusalReason.CodeWrong));
        Assert.Equal("password and authenticator code", RefusalLabels.Of(Factors.Password | Factors.Totp));
    }

    [Fact]
    public void Sentence_OfAnEntry_ReadsNaturally()
    {
        Assert.Equal("Asked for approval of the notification", Labels.Sentence(Entry("notification", NotificationActions.Ask)));
        Assert.Equal("Refreshed the cached copy of the offer", new AuditLabels([new() { Kind = "offer", Label = "Offer" }]).Sentence(Entry("offer", AuditActions.Republish)));
        Assert.Equal("Revoked the API client", new AuditLabels([new() { Kind = "c", Label = "API client", Actions = new Dictionary<string, string> { ["revoke"] = "revoked" } }]).Sentence(Entry("c", "revoke")));
        Assert.Equal(
            [SignInActions.AskReset, NotificationActions.Ask],
            Labels.Actions.Select(action => action.Action).Where(action => action.StartsWith("ask-", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public void Changes_OfAnEntry_NameIds_AndLeaveOutHiddenFields()
    {
        var entry = Entry("notification", AuditActions.Change) with
        {
            Changes =
            [
                Change(NotificationStore.AudienceIds, null, $"[\"{Club}\"]"), Change(NotificationStore.Hash, null, "\"aaaa\""), Change(NotificationStore.Editors, null, "[\"anita\"]"),
                Change(NotificationStore.Channel, "\"push\"", "\"sms\""), Change(NotificationStore.Defaults, null, "\"{\\\"city\\\":\\\"India\\\"}\""), Change(NotificationStore.Who, null, "\"club\""),
            ],
        };
        Assert.Equal("Changed 4 fields of the notification", Labels.Sentence(entry));
        Assert.Equal(
            [("Followers of", null, "Tata Club"), ("Channel", "Push", "SMS"), ("Defaults", null, "city: India"), ("Audience", null, "Followers of clubs")],
            Labels.Changes(entry).Select(change => (change.Label, change.Before, change.After)));
        Assert.Equal(["notification.surprise"], Labels.Unlabelled(entry with { Changes = [Change("surprise", null, "1")] }));
        Assert.Equal(["action explode of notification"], Labels.Unlabelled(Entry("notification", "explode")));
    }

    private static AuditChange Change(string attribute, string? before, string? after) => new(attribute, Json(before), Json(after));

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;

    private static AuditEntry Entry(string kind, string action) => new()
    {
        Id = "1",
        Position = "1",
        At = default,
        ActorId = "anita",
        ActorName = "Anita",
        Action = action,
        Kind = kind,
        EntityId = "x",
        EntityName = "X",
        Version = 2,
    };
}
