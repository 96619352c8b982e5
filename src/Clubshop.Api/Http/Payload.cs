using System.IO.Compression;

namespace Clubshop.Api.Http;

/// <summary>A body that is sent more than once, with its tag; compressed once for each way that somebody asks for.</summary>
internal sealed class Payload(byte[] body, string tag)
{
    /// <summary>Smaller ones are not compressed: they fit into a packet.</summary>
    public const int Smallest = 512;

    private byte[]? _brotli;
    private byte[]? _gzip;

    /// <summary>The body as it is.</summary>
    public byte[] Body => body;

    /// <summary>Its weak tag: all encodings of one body share it.</summary>
    public string Tag => tag;

    /// <summary>The body in an encoding.</summary>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli ??= Brotli(),
        ContentCoding.Gzip => _gzip ??= Gzip(),
        _ => body,
    };

    private byte[] Brotli()
    {
        using var compressed = new MemoryStream();
        using (var stream = new BrotliStream(compressed, CompressionLevel.Fastest))
            stream.Write(body);
        return compressed.ToArray();
    }

    private byte[] Gzip()
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
            stream.Write(body);
        return compressed.ToArray();
    }
}

/// <summary>How a body is sent.</summary>
internal enum ContentCoding
{
    /// <summary>As it is.</summary>
    Identity,

    /// <summary><c>br</c></summary>
    Brotli,

    /// <summary><c>gzip</c></summary>
    Gzip,
}
