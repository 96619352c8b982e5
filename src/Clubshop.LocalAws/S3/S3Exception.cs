using System.Security;
using System.Text;
using System.Xml;

namespace Clubshop.LocalAws.S3;

/// <summary>A refusal of S3: status, code and text that the caller sees, and what the XML names besides.</summary>
internal sealed class S3Exception(int status, string code, string message, params (string Name, string Value)[] details) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Such as <c>NoSuchKey</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Headers that come along.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static S3Exception NoSuchBucket(string bucket) => new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucket));

    public static S3Exception NoSuchKey(string key) => new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));

    public static S3Exception Precondition(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", condition));

    public static S3Exception NotModified() => new(304, "NotModified", "Not Modified");

    public static S3Exception AccessDenied(string message = "Access Denied") => new(403, "AccessDenied", message);

    public static S3Exception NotImplemented(string what) =>
        new(501, "NotImplemented", $"A header or query you provided implies functionality that is not implemented: the embedded S3 does not answer {what}.");

    public static S3Exception InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static S3Exception BadDigest(string what) => new(400, "BadDigest", $"The {what} you specified did not match the calculated checksum.");

    public static S3Exception InvalidRange(string range, long length)
    {
        var refusal = new S3Exception(
            416, "InvalidRange", "The requested range is not satisfiable",
            ("RangeRequested", range), ("ActualObjectSize", length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        refusal.Headers["Content-Range"] = $"bytes */{length}";
        return refusal;
    }

    /// <summary>The error document.</summary>
    public byte[] ToXml(string requestId, string hostId)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
        foreach (var (name, value) in ((string, string)[])[("Code", Code), ("Message", Message), .. details, ("RequestId", requestId), ("HostId", hostId)])
            xml.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(Sendable(value))).Append("</").Append(name).Append('>');
        return Encoding.UTF8.GetBytes(xml.Append("</Error>").ToString());
    }

    // A key may have characters that XML cannot represent.
    private static string Sendable(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString()));
}
