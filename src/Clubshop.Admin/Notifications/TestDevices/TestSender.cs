using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.TestDevices;

/// <summary>The result of a test on one phone.</summary>
/// <param name="Name">The phone's name.</param>
/// <param name="Accepted">Whether it was accepted.</param>
/// <param name="Message">What happened, in words.</param>
public sealed record TestResult(string Name, bool Accepted, string Message);

/// <summary>Sends a draft to the sender's own phones, as recipients would get it.</summary>
public sealed class TestSender
{
    private readonly NotificationService _service;
    private readonly TestDeviceService _devices;
    private readonly IMessageGateway _gateway;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal TestSender(NotificationService service, TestDeviceService devices, IMessageGateway gateway, WriteUnit writes, TimeProvider time) =>
        (_service, _devices, _gateway, _writes, _time) = (service, devices, gateway, writes, time);

    /// <summary>Sends a draft now to the person's own phones of its channel. Variables without a default show their names.</summary>
    public async Task<Result<ItemList<TestResult>>> SendAsync(Actor actor, Notification draft, CancellationToken cancellationToken)
    {
        var sample = draft with { Defaults = WithSamples(draft) };
        var prepared = await _service.PrepareTestAsync(actor, sample, cancellationToken);
        if (!prepared.Ok)
            return Result<ItemList<TestResult>>.Refused(prepared.Problems);

        var it = prepared.Value;
        var mine = await _devices.ListAsync(actor, cancellationToken);
        if (!mine.Ok)
            return mine.Problems[0];

        var devices = mine.Value.Items.Where(one => one.Channel == it.Channel).ToList();
        if (devices.Count == 0)
        {
            return new Problem("no-test-device", it.Channel == Channel.Sms
                ? L["You have no phone number for tests yet. Add one, then send the test."]
                : L["You have no phone for tests yet. Add one with its token from the app, then send the test."])
            { Href = NotificationUrls.Devices };
        }

        var template = it.Frozen?.Template is { } text ? DltTemplate.Parse(text.Text).Value : null;
        if (MessageText.For(it, template, new Dictionary<string, string>(StringComparer.Ordinal)).Text is not { } message)
            return new Problem("variable", L["A variable has no value that can be sent. Enter a default."], nameof(Notification.Message));

        var token = Ids.New(_time);
        await RecordAsync(actor, token, NotificationActions.AskTest, it, () => $"to {Ui.Format.Count(devices.Count, "own phone", "own phones")}", cancellationToken);
        var answer = await _gateway.SendAsync(it, [.. devices.Select(one => new OutgoingMessage(one.Address, one.Platform, message))], cancellationToken);
        await RecordAsync(
            actor, token + AuditAttributes.EndMark, NotificationActions.Test, it, () => string.Join(", ", devices.Select(one => ResultOf(one, answer)).Select(result => $"{result.Name}: {result.Message}")),
            CancellationToken.None);
        return new ItemList<TestResult>([.. devices.Select(one => ResultOf(one, answer))]);
    }

    private async Task RecordAsync(Actor actor, string token, string action, Notification it, Func<string> note, CancellationToken cancellationToken)
    {
        Languages.Use(Languages.English); // as the audit log is
        await _writes.RecordAsync(actor, token, new(action, NotificationStore.Kind, it.Id, it.Name) { Note = note() }, cancellationToken);
    }

    private static TestResult ResultOf(TestDevice device, SendAnswer answer) => answer switch
    {
        SendAnswer.Answered answered when answered.Addresses.TryGetValue(device.Address, out var one) =>
            new(device.Name, one.Status == "SUCCESSFUL", one.Status == "SUCCESSFUL" ? L["Accepted"] : NotificationLabels.Reason(one.Status)),
        SendAnswer.NotSent not => new(device.Name, false, not.Reason == "THROTTLED" ? L["Not sent: the service is busy. Try again."] : L["Not sent: the service could not be reached."]),
        SendAnswer.Refused => new(device.Name, false, L["The service refused the request."]),
        _ => new(device.Name, false, L["No readable answer: it may or may not have been sent."]),
    };

    private static Dictionary<string, string> WithSamples(Notification draft)
    {
        var defaults = draft.Defaults.ToDictionary(StringComparer.Ordinal);
        foreach (var name in MessageVariables.Names([draft.Title, draft.Message, .. draft.TemplateValues]))
            defaults[name] = string.IsNullOrWhiteSpace(defaults.GetValueOrDefault(name)) ? name : defaults[name];

        return defaults;
    }
}
