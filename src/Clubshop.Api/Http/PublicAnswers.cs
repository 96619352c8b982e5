using System.Globalization;
using Clubshop.Api.Catalog;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Clubshop.Api.Http;

/// <summary>
/// Writes answers that everybody may see, as CloudFront and apps can keep them: with a tag, 304 for who has it already, and a time that ends before an
/// offer starts or ends.
/// </summary>
internal sealed class PublicAnswers(IOptions<CatalogOptions> options)
{
    private static readonly StringValues Json = "application/json; charset=utf-8";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Vary = "Accept-Encoding";
    private static readonly StringValues Brotli = "br";
    private static readonly StringValues Gzip = "gzip";

    private readonly int _maxAge = (int)options.Value.MaxAge.TotalSeconds;
    private readonly int _stale = (int)options.Value.StaleWhileRevalidate.TotalSeconds;
    private readonly StringValues _usual = CacheControlOf((int)options.Value.MaxAge.TotalSeconds, (int)options.Value.StaleWhileRevalidate.TotalSeconds);

    /// <summary>Writes a body, or that it has not changed.</summary>
    /// <param name="http">The request.</param>
    /// <param name="payload">The body.</param>
    /// <param name="left">How long the clock alone leaves it true; null if it does not matter.</param>
    public Task WriteAsync(HttpContext http, Payload payload, TimeSpan? left)
    {
        var (request, response) = (http.Request, http.Response);
        var headers = response.Headers;
        headers.ETag = payload.Tag;
        headers.CacheControl = CacheControl(left);
        headers.Vary = Vary;
        headers.XContentTypeOptions = NoSniff;
        if (request.Headers.IfNoneMatch is { Count: > 0 } known && Has(known, payload.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = Json;
        var coding = payload.Body.Length < Payload.Smallest ? ContentCoding.Identity : CodingOf(request.Headers.AcceptEncoding);
        if (coding is not ContentCoding.Identity)
            headers.ContentEncoding = coding is ContentCoding.Brotli ? Brotli : Gzip;
        var body = payload.In(coding);
        headers.ContentLength = body.Length;
        if (HttpMethods.IsHead(request.Method))
            return Task.CompletedTask;
        var written = response.BodyWriter.WriteAsync(body, http.RequestAborted);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    /// <summary>What caches are told of an answer that the clock leaves true for this long.</summary>
    public StringValues CacheControl(TimeSpan? left)
    {
        if (left is not { } span || span.TotalSeconds >= _maxAge + _stale)
            return _usual;
        var seconds = (int)Math.Max(0, Math.Floor(span.TotalSeconds));
        var maxAge = Math.Min(_maxAge, seconds);
        return CacheControlOf(maxAge, Math.Min(_stale, seconds - maxAge));
    }

    private static StringValues CacheControlOf(int maxAge, int stale) => string.Create(
        CultureInfo.InvariantCulture, $"public, max-age={maxAge}{(stale > 0 ? string.Create(CultureInfo.InvariantCulture, $", stale-while-revalidate={stale}") : "")}");

    // Weakly, as RFC 9110 section 13.1.2 says: with or without W/.
    private static bool Has(StringValues known, string tag)
    {
        var opaque = tag.AsSpan(2);
        foreach (var line in known)
        {
            foreach (var part in (line ?? "").AsSpan().Split(','))
            {
                var one = line.AsSpan()[part].Trim();
                if (one is "*" || one.SequenceEqual(tag) || one.SequenceEqual(opaque))
                    return true;
            }
        }

        return false;
    }

    private static ContentCoding CodingOf(StringValues accepted)
    {
        if (accepted.Count == 0)
            return ContentCoding.Identity;
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var codings))
            return ContentCoding.Identity;
        var (brotli, gzip) = (false, false);
        foreach (var coding in codings)
        {
            if (coding.Quality is 0)
                continue;
            brotli |= coding.Value.Equals("br", StringComparison.OrdinalIgnoreCase);
            gzip |= coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        }

        return brotli ? ContentCoding.Brotli : gzip ? ContentCoding.Gzip : ContentCoding.Identity;
    }
}
