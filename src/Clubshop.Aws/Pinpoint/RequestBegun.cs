namespace Clubshop.Aws.Pinpoint;

/// <summary>
/// Tells whether a call's HTTP request began to leave this machine. What fails before (no credentials, a request that cannot be signed) sent
/// nothing, whatever the exception says.
/// </summary>
internal sealed class RequestBegun
{
    private static readonly AsyncLocal<RequestBegun?> Current = new();

    private int _begun;

    /// <summary>Whether it began.</summary>
    public bool Happened => Volatile.Read(ref _begun) > 0;

    /// <summary>Watches the calls that the caller makes from here on.</summary>
    public static RequestBegun Watch() => Current.Value = new RequestBegun();

    /// <summary>Stands in front of the wire, marks the watched call, and lets it through once, whatever the SDK would like to repeat.</summary>
    internal sealed class Handler(HttpMessageHandler wire) : DelegatingHandler(wire)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Current.Value is { } watched && Interlocked.Increment(ref watched._begun) > 1)
                throw new InvalidOperationException("SendMessages was about to send a request a second time.");

            return base.SendAsync(request, cancellationToken);
        }
    }
}
