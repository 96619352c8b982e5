using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>Counts messages that got an outcome on this instance.</summary>
internal static class SendMeter
{
    /// <summary>Name of the counter; tags: <see cref="Channel"/> and <see cref="PortalMeter.Outcome"/>.</summary>
    public const string Name = "clubshop.sends";

    /// <summary>The tag <c>push</c> or <c>sms</c>.</summary>
    public const string Channel = "channel";

    private static readonly Counter<long> Sends = PortalMeter.Meter.CreateCounter<long>(Name, "{message}", "Messages by channel and outcome.");

    public static void Count(Registry.Channel channel, Outcome outcome)
    {
        if (Sends.Enabled)
            Sends.Add(1, new(Channel, PortalMeter.Tag(channel)), new(PortalMeter.Outcome, PortalMeter.Tag(outcome)));
    }
}
