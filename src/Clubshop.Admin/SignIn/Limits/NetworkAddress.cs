using System.Net;
using System.Net.Sockets;

namespace Clubshop.Admin.SignIn.Limits;

/// <summary>The network address that attempts are counted by.</summary>
internal static class NetworkAddress
{
    /// <summary>
    /// An IPv4 address, or the /64 of an IPv6 one: a single home has that many addresses, so changing them costs an attacker nothing.
    /// <c>unknown</c> when there is none.
    /// </summary>
    public static string Of(Visitor visitor)
    {
        if (!IPAddress.TryParse(visitor.Address, out var address))
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
