using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Clubshop.Aws.Memcached.Wire;

/// <summary>Opens connections.</summary>
internal sealed class Dialer(MemcachedOptions options, TimeProvider time)
{
    private readonly Lazy<X509ChainPolicy?> _trust = new(() => TrustOf(options.CertificateAuthorityFile));

    /// <summary>
    /// Connects, and has the node answer mn once, so that a connection that is handed out speaks the meta protocol.
    /// </summary>
    /// <param name="address">Where to.</param>
    /// <param name="greet">Whether mn is asked; a configuration endpoint of an old engine does not know it.</param>
    /// <param name="ct">Ends waiting.</param>
    /// <exception cref="MemcachedException">The node was not reached or does not speak the protocol.</exception>
    public async Task<NodeConnection> ConnectAsync(NodeAddress address, bool greet, CancellationToken ct)
    {
        var node = address.ToString();
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        NodeConnection? connection = null;
        try
        {
            var stream = await OpenAsync(address, either.Token);
            connection = new NodeConnection(stream, node, options.MaxItemBytes, options.Timeout, time);
            if (greet)
                await GreetAsync(connection, node, either.Token);
            return connection;
        }
        catch (Exception exception)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            ct.ThrowIfCancellationRequested();
            if (exception is MemcachedException)
                throw;
            throw new MemcachedUnavailableException(node, ProblemOf(exception), exception, notSent: true);
        }
    }

    private static async Task GreetAsync(NodeConnection connection, string node, CancellationToken ct)
    {
        var request = new Request(RequestKind.Noop, []);
        var exchange = new Exchange(request);
        if (connection.TryHand(request, exchange) is not Handed.Over)
            throw new MemcachedUnavailableException(node, "the node closed the connection at once", notSent: true);
        var answer = await exchange.AnswerAsync(ct);
        if (answer.Code is not AnswerCode.Noop)
            throw new MemcachedProtocolException(node, "does not know the meta protocol, which memcached has from 1.6 on");
    }

    private async Task<Stream> OpenAsync(NodeAddress address, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, ct);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (!options.Tls)
                return stream;
            var secure = new SslStream(stream, leaveInnerStreamOpen: false);
            stream = secure;
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = address.Host,
                    CertificateChainPolicy = _trust.Value?.Clone(),
                },
                ct);
            return secure;
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    private string ProblemOf(Exception exception) => exception switch
    {
        OperationCanceledException => $"no connection within {options.ConnectTimeout.TotalMilliseconds:0} ms",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "its name was not found",
        SocketException socket => $"no connection ({socket.SocketErrorCode})",
        AuthenticationException => "its certificate is not trusted, or it does not speak TLS",
        _ => "no connection",
    };

    private static X509ChainPolicy? TrustOf(string? file)
    {
        if (string.IsNullOrEmpty(file))
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
