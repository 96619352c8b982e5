using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Reports;

/// <summary>The notifications sent to a customer, for the customer's page. Its permission is checked there.</summary>
internal sealed class NotificationMessages(DeliveryLedger ledger, NotificationStore store) : ICustomerMessages
{
    private const int MaxMessages = 20;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CustomerMessage>> ListAsync(string sub, CancellationToken cancellationToken)
    {
        List<CustomerMessage> messages = [];
        Dictionary<string, Notification?> known = new(StringComparer.Ordinal);
        await foreach (var (id, row) in ledger.OfCustomerAsync(sub, cancellationToken))
        {
            if (!known.TryGetValue(id, out var notification))
                known[id] = notification = (await store.FindAsync(id, cancellationToken))?.Record;
            if (notification is null)
                continue;

            messages.Add(new(
                row.At, notification.ShownName, notification.Channel == Channel.Push ? L[$"Push, {row.To}"] : row.To,
                Describe(row, notification.Channel), NotificationLabels.Of(row.Outcome).Tone));
            if (messages.Count == MaxMessages)
                break;
        }

        return messages;
    }

    private static string Describe(Delivery row, Channel channel) => row.Outcome switch
    {
        Outcome.Accepted when channel == Channel.Push => L["Accepted by the push service; we are not told whether the phone showed it"],
        Outcome.Accepted => L["Handed to the carrier; we are not told whether the phone received it"],
        Outcome.Sending or Outcome.Waiting => NotificationLabels.Of(row.Outcome).Text,
        _ => $"{NotificationLabels.Of(row.Outcome).Text}: {NotificationLabels.Reason(row.Reason)}",
    };
}
