using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Reports;

/// <summary>Answers on a customer's page: did they get it? Who may see that page may see this.</summary>
internal sealed class NotificationMessages(DeliveryLedger ledger, NotificationStore store) : ICustomerMessages
{
    private const int Most = 20;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CustomerMessage>> OfAsync(string sub, CancellationToken cancellationToken)
    {
        List<CustomerMessage> messages = [];
        Dictionary<string, Notification?> known = new(StringComparer.Ordinal);
        await foreach (var (id, row) in ledger.OfCustomerAsync(sub, cancellationToken))
        {
            if (!known.TryGetValue(id, out var notification))
                known[id] = notification = (await store.FindAsync(id, cancellationToken))?.Record;
            if (notification is null)
                continue;

            messages.Add(new(row.At, notification.Name, notification.Channel == Channel.Push ? $"Push, {row.To}" : row.To, Words(row, notification.Channel), NotificationLabels.Of(row.Outcome).Tone));
            if (messages.Count == Most)
                break;
        }

        return messages;
    }

    private static string Words(Delivery row, Channel channel) => row.Outcome switch
    {
        Outcome.Accepted => channel == Channel.Push ? "Accepted by the push service; whether the phone showed it, nobody tells us" : "Handed to the carrier; whether the phone got it, nobody tells us",
        Outcome.Sending or Outcome.Waiting => NotificationLabels.Of(row.Outcome).Text,
        _ => $"{NotificationLabels.Of(row.Outcome).Text}: {NotificationLabels.Reason(row.Reason)}",
    };
}
