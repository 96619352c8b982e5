namespace Clubshop.Deploy.Network;

/// <summary>A segment of the network.</summary>
public enum Segment
{
    /// <summary>What the internet reaches: the balancer and the NAT gateways.</summary>
    Dmz,
    /// <summary>The servers.</summary>
    Trusted,
    /// <summary>memcached. DynamoDB is reached through its gateway endpoint.</summary>
    Database,
}

/// <summary>The private addresses of the segments (requirements S21 and S22): in each zone three of 4,096 addresses, the rest in reserve.</summary>
public static class Segments
{
    /// <summary>The addresses of a segment in a zone.</summary>
    /// <param name="network">The first half of the addresses, such as <c>10.1</c>.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="zone">0 or 1.</param>
    public static string AddressesOf(string network, Segment segment, int zone) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{network}.{(zone * 128) + ((int)segment * 16)}.0/20");
}
