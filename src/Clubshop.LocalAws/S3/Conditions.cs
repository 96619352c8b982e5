using System.Globalization;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.S3;

/// <summary>The conditional headers and the range of a request, with the precedence of RFC 9110 section 13.2.2.</summary>
internal static class Conditions
{
    /// <summary>Passes a read of this object.</summary>
    /// <exception cref="S3Exception">PreconditionFailed (412) or NotModified (304).</exception>
    public static void CheckRead(WireRequest request, ObjectInfo found)
    {
        if (request.Header("If-Match") is { } match)
        {
            if (!Names(match, found.ETag)) throw S3Exception.Precondition("If-Match");
        }
        else if (Date(request, "If-Unmodified-Since") is { } until && found.LastModified > until)
        {
            throw S3Exception.Precondition("If-Unmodified-Since");
        }
        if (request.Header("If-None-Match") is { } other)
        {
            if (Names(other, found.ETag)) throw Unchanged(found);
        }
        else if (Date(request, "If-Modified-Since") is { } since && found.LastModified <= since)
        {
            throw Unchanged(found);
        }
    }

    /// <summary>Allows a write over this object, or where there is none.</summary>
    /// <exception cref="S3Exception">PreconditionFailed (412), or NoSuchKey for If-Match on nothing.</exception>
    public static void CheckWrite(WireRequest request, string key, ObjectInfo? found)
    {
        if (request.Header("If-None-Match") is { } other)
        {
            if (other != "*") throw S3Exception.NotImplemented("If-None-Match with another value than *");
            if (found is not null) throw S3Exception.Precondition("If-None-Match");
        }
        if (request.Header("If-Match") is not { } match) return;
        if (found is null) throw S3Exception.NoSuchKey(key);
        if (!Names(match, found.ETag)) throw S3Exception.Precondition("If-Match");
    }

    /// <summary>First and last byte that are asked for; null for the whole (no range, several, or one that cannot be read).</summary>
    /// <exception cref="S3Exception">InvalidRange (416).</exception>
    public static (long First, long Last)? Range(WireRequest request, long length)
    {
        if (request.Header("Range") is not { } header || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) return null;
        var cut = header[6..].Split('-');
        if (cut.Length != 2 || header.Contains(',', StringComparison.Ordinal)) return null;
        var (from, to) = (Number(cut[0]), Number(cut[1]));
        if (cut[0].Trim().Length == 0)
        {
            if (to is null) return null;
            if (to == 0 || length == 0) throw S3Exception.InvalidRange(header, length);
            return (Math.Max(0, length - to.Value), length - 1);
        }
        if (from is null || (to is null && cut[1].Trim().Length > 0) || to < from) return null;
        if (from >= length) throw S3Exception.InvalidRange(header, length);
        return (from.Value, Math.Min(to ?? long.MaxValue, length - 1));
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Names(string header, string etag) =>
        header.Split(',').Select(part => part.Trim()).Any(part => part == "*" || part.Trim('"') == etag);

    private static S3Exception Unchanged(ObjectInfo found)
    {
        var refusal = S3Exception.NotModified();
        refusal.Headers["ETag"] = $"\"{found.ETag}\"";
        refusal.Headers["Last-Modified"] = found.LastModified.ToString("R", CultureInfo.InvariantCulture);
        return refusal;
    }

    private static DateTimeOffset? Date(WireRequest request, string name) =>
        DateTimeOffset.TryParse(request.Header(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
