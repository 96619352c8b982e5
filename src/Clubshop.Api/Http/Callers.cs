using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Http;

/// <summary>The limits of callers: addresses, customers, API clients.</summary>
internal sealed class Callers(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>Requests of addresses.</summary>
    public RateLimit<UInt128> Addresses { get; } = new(options.Value.AddressPerSecond, options.Value.AddressBurst, time);

    /// <summary>Requests of customers, by their sub.</summary>
    public RateLimit<string> Customers { get; } = new(options.Value.CustomerPerSecond, options.Value.CustomerBurst, time);

    /// <summary>Requests of API clients, by their id.</summary>
    public RateLimit<string> Clients { get; } = new(options.Value.ClientPerSecond, options.Value.ClientBurst, time);

    /// <summary>Tokens and secrets that were refused, by address.</summary>
    public RateLimit<UInt128> Refusals { get; } = new(options.Value.RefusalsPerMinute / 60.0, options.Value.RefusalsPerMinute, time);

    /// <summary>The address of a request as a number: an IPv6 network of 64 bits is one caller.</summary>
    public static UInt128 AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return default;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            bytes[8..].Clear();
        else
            bytes[^1] = 4; // apart from an IPv6 network with the same first bytes
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>429, if it is too many; then it has been answered.</summary>
    public static bool IsTooMany(HttpContext http, TimeSpan wait, out Task answered)
    {
        answered = Task.CompletedTask;
        if (wait <= TimeSpan.Zero)
            return false;
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        answered = Problems.WriteAsync(http, StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests. Wait as long as Retry-After says.");
        return true;
    }

    /// <summary>Lets go of those who have not asked for a while.</summary>
    public void Sweep()
    {
        Addresses.Sweep();
        Customers.Sweep();
        Clients.Sweep();
        Refusals.Sweep();
    }
}
