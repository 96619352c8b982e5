using System.Globalization;
using System.Text;

namespace Clubshop.LocalAws.S3;

/// <summary>
/// The body of a request whose <c>x-amz-content-sha256</c> is <c>STREAMING-…</c>: chunks of hexadecimal length, then trailers. Chunk
/// signatures are not checked, as those of requests are not.
/// </summary>
internal static class ChunkedBody
{
    /// <summary>The bytes of the chunks, and the trailers.</summary>
    /// <exception cref="S3Exception">IncompleteBody.</exception>
    public static (ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Trailers) Read(ReadOnlyMemory<byte> given, string? decodedLength)
    {
        var rest = given.Span;
        var output = new MemoryStream(given.Length);
        while (true)
        {
            var line = Line(ref rest).Split(';')[0];
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0 || length > rest.Length) throw Incomplete();
            if (length == 0) break;
            output.Write(rest[..length]);
            rest = rest[length..];
            if (!rest.StartsWith("\r\n"u8)) throw Incomplete();
            rest = rest[2..];
        }
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (rest.Length > 0 && Line(ref rest) is { Length: > 0 } line)
        {
            if (line.Split(':', 2) is [var name, var value]) trailers[name.Trim()] = value.Trim();
        }
        if (decodedLength is not null && decodedLength != output.Length.ToString(CultureInfo.InvariantCulture)) throw Incomplete();
        return (output.GetBuffer().AsMemory(0, (int)output.Length), trailers);
    }

    private static string Line(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0) throw Incomplete();
        var line = Encoding.ASCII.GetString(rest[..end]).TrimEnd('\r');
        rest = rest[(end + 1)..];
        return line;
    }

    private static S3Exception Incomplete() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");
}
