using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Outbox;

namespace Clubshop.LocalAws.Pinpoint;

/// <summary>Sends a message to direct addresses: into the outbox, with an outcome for each.</summary>
internal sealed class SendMessages(PinpointState state, MessageOutbox outbox, FaultBoard faults, TimeProvider time)
{
    /// <summary>The answer to a request of this application.</summary>
    /// <exception cref="PinpointException">The whole request is refused.</exception>
    /// <exception cref="IOException">The disk refused the outbox.</exception>
    public async ValueTask<JsonObject> AnswerAsync(string application, JsonElement request, string requestId)
    {
        var addresses = MessageRules.Check(request);
        var configuration = MessageText.Member(request, "MessageConfiguration");
        var (results, sending, sent) = (new JsonObject(), new List<Task>(), new List<string>());
        foreach (var (address, channel, settings) in addresses)
        {
            var (outcome, text) = Outcome(address, channel, settings, configuration);
            var id = RandomNumberGenerator.GetHexString(40, lowercase: true);
            results[address] = Result(outcome, channel, id);
            if (!outcome.IsSuccess) continue;
            sent.Add(address);
            sending.Add(outbox.SendAsync(new OutboxMessage(
                time.GetUtcNow(), channel == "SMS" ? "sms" : "push", address, text!.Title, text.Body, "SendMessages")).AsTask());
        }
        sending.Add(state.CountAsync(sent).AsTask());
        await Task.WhenAll(sending);
        return new JsonObject { ["ApplicationId"] = application, ["RequestId"] = requestId, ["Result"] = results };
    }

    private (DeliveryOutcome Outcome, MessageText? Text) Outcome(string address, string channel, JsonElement settings, JsonElement configuration)
    {
        if (!MessageText.Exists(channel, settings, configuration))
            return (DeliveryOutcome.Refused(400, $"No message is configured for channel {channel}"), null);
        var text = MessageText.For(channel, settings, configuration);
        if (MessageRules.Problem(channel, address, text) is { } problem) return (problem, null);
        if (faults.DrawDelivery(address) is { } told) return (DeliveryOutcome.Of(told), text);
        return (MagicAddresses.Find(address, channel) ?? DeliveryOutcome.Sent, text);
    }

    private static JsonObject Result(DeliveryOutcome outcome, string channel, string id)
    {
        var result = new JsonObject
        {
            ["DeliveryStatus"] = outcome.Status,
            ["StatusCode"] = outcome.Code,
            ["StatusMessage"] = outcome.Text ?? (channel == "SMS" ? "MessageId: " + id : "Accepted"),
        };
        if (outcome.IsSuccess) result["MessageId"] = id;
        if (outcome.UpdatedToken is { } token) result["UpdatedToken"] = token;
        return result;
    }
}
