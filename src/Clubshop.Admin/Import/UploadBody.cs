using Microsoft.AspNetCore.Http.Features;

namespace Clubshop.Admin.Import;

/// <summary>Requests that carry a file.</summary>
internal static class UploadBody
{
    /// <summary>
    /// Lifts the server's own limit for this request: who reads the body counts, and refuses with a sentence. When the server's limit is passed, the
    /// connection is closed in the middle of the sending, and the person reads of a lost connection. What nobody reads is thrown away for some
    /// seconds, then the server closes all the same.
    /// </summary>
    public static void OfAnyLength(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }
}
