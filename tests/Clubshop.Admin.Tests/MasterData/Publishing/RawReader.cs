using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>
/// An end user's server, written only from docs/cache-contract.md, with raw commands over TCP. It uses no code of the portal.
/// </summary>
internal sealed class RawReader(IReadOnlyList<int> ports, string prefix = "clubshop", Func<int, bool>? isPaused = null) : IDisposable
{
    // As a reader in a hurry; where it is known which nodes are paused, the others are waited for, so that a busy machine is not read as a miss.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PatienceWithRunning = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LeftAlone = TimeSpan.FromMilliseconds(200);

    private readonly List<(uint Point, int Port)> _ring = Ring(ports);
    private readonly Dictionary<int, (TcpClient Client, Stream Answers)> _connections = [];
    private readonly Dictionary<int, long> _failedAt = [];

    /// <summary>The value of a key on the node that it belongs to; null for a miss or an error.</summary>
    public async Task<byte[]?> GetAsync(string key)
    {
        var port = PortOf(key);
        if (_failedAt.TryGetValue(port, out var failedAt) && TimeProvider.System.GetElapsedTime(failedAt) < LeftAlone)
            return null;

        try
        {
            using var patience = new CancellationTokenSource(isPaused?.Invoke(port) == false ? PatienceWithRunning : Patience);
            if (!_connections.TryGetValue(port, out var connection))
            {
                var client = new TcpClient { NoDelay = true };
                await client.ConnectAsync("127.0.0.1", port, patience.Token);
                _connections[port] = connection = (client, new BufferedStream(client.GetStream()));
            }

            var stream = connection.Answers;
            await connection.Client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"get {key}\r\n"), patience.Token);
            var line = await LineAsync(stream, patience.Token);
            if (line == "END")
                return null;

            var words = line.Split(' ');
            if (words is not ["VALUE", _, _, var length] || words[1] != key)
                throw new IOException("An answer that is none: " + line);

            var value = new byte[int.Parse(length, CultureInfo.InvariantCulture) + 2];
            await stream.ReadExactlyAsync(value, patience.Token);
            if (await LineAsync(stream, patience.Token) != "END")
                throw new IOException("An answer without an end.");

            return value[..^2];
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Close(port);
            _failedAt[port] = TimeProvider.System.GetTimestamp();
            return null;
        }
    }

    /// <summary>The generation of a kind: the highest copy; null when no copy can be read.</summary>
    public async Task<long?> GenerationAsync(string kind)
    {
        long? highest = null;
        for (var copy = 0; copy < 5; copy++)
        {
            if (await GetAsync($"{prefix}:gen:{kind}:{copy}") is { Length: > 0 and <= 16 } text && text[0] != '0'
                && long.TryParse(Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and < 1L << 53 && !(highest >= number))
                highest = number;
        }

        return highest;
    }

    /// <summary>A record, read as the contract says; null for a miss.</summary>
    public async Task<JsonElement?> RecordAsync(string kind, string id) => await GenerationAsync(kind) is { } generation
        ? Valid(await GetAsync($"{prefix}:{kind}:{generation}:{id}"), "record", kind) is { } value && Text(value, "id") == id ? value : null
        : null;

    /// <summary>The record that has a slug; null for a miss.</summary>
    public async Task<JsonElement?> BySlugAsync(string kind, string slug) =>
        await GenerationAsync(kind) is { } generation
        && Valid(await GetAsync($"{prefix}:{kind}:{generation}:slug:{slug}"), "slug", kind) is { } found
        && await RecordAsync(kind, Text(found, "id")!) is { } record && Text(record, "slug") == slug
            ? record
            : null;

    /// <summary>The ids and versions in a list, from all its pages; null when a page is missing.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> ListAsync(string kind, string name)
    {
        if (await GenerationAsync(kind) is not { } generation || Valid(await GetAsync($"{prefix}:{kind}:{generation}:{name}"), "list", kind) is not { } head)
            return null;

        var entries = new Dictionary<string, long>(StringComparer.Ordinal);
        var pages = head.GetProperty("pages").GetInt32();
        for (var page = 0; page < pages; page++)
        {
            var one = page == 0 ? head : Valid(await GetAsync($"{prefix}:{kind}:{generation}:{name}:{page}/{pages}"), "list", kind);
            if (one is null)
                return null;

            foreach (var entry in one.Value.GetProperty("entries").EnumerateArray())
                entries.Add(entry[0].GetString()!, entry[1].GetInt64());
        }

        return entries;
    }

    /// <summary>The port of the node that a key belongs to.</summary>
    public int PortOf(string key)
    {
        var place = BinaryPrimitives.ReadUInt32LittleEndian(Digest(key));
        var at = _ring.FindIndex(point => point.Point >= place);
        return _ring[at < 0 ? 0 : at].Port;
    }

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
            connection.Client.Dispose();
    }

    private static JsonElement? Valid(byte[]? value, string type, string kind)
    {
        if (value is null)
            return null;

        try
        {
            using var document = JsonDocument.Parse(value);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Number && schema.GetDouble() == 1
                && Text(root, "type") == type && Text(root, "kind") == kind
                    ? root.Clone()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static async Task<string> LineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Append((char)one[0]).Length > 512)
                throw new IOException("A line without an end.");
        }
    }

    private void Close(int port)
    {
        if (_connections.Remove(port, out var connection))
            connection.Client.Dispose();
    }

    private static List<(uint Point, int Port)> Ring(IReadOnlyList<int> ports)
    {
        var points = new List<(uint Point, int Port)>();
        foreach (var port in ports)
        {
            for (var i = 0; i < 40; i++)
            {
                var digest = Digest($"127.0.0.1:{port}-{i}");
                for (var part = 0; part < 4; part++)
                    points.Add((BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(part * 4)), port));
            }
        }

        return [.. points.OrderBy(point => point.Point)];
    }

#pragma warning disable CA5351 // Ketama distributes keys by MD5.
    private static byte[] Digest(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}
