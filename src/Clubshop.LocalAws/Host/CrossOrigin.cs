using Microsoft.AspNetCore.Http;

namespace Clubshop.LocalAws.Host;

/// <summary>What a browser needs to hear before it lets an allowed origin's page call, and read the answer.</summary>
internal static class CrossOrigin
{
    private const string AnswerHeaders =
        "x-amzn-errortype,x-amzn-errormessage,x-amzn-requestid,x-amz-request-id,x-amz-id-2,x-amz-crc32,etag,date";

    /// <summary>Lets the page read the answer that follows.</summary>
    public static void Allow(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        headers.AccessControlExposeHeaders = AnswerHeaders;
        headers.Vary = "Origin";
    }

    /// <summary>Whether this is the browser's question before a call; if so, it is answered with a yes.</summary>
    public static bool AnswersPreflight(HttpContext context)
    {
        var (asked, headers) = (context.Request.Headers, context.Response.Headers);
        if (!HttpMethods.IsOptions(context.Request.Method) || asked.AccessControlRequestMethod.Count == 0) return false;
        headers.AccessControlAllowMethods = asked.AccessControlRequestMethod;
        headers.AccessControlAllowHeaders = asked.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "172800";
        // A page from a public address also needs permission for this machine's network.
        if (asked.ContainsKey("Access-Control-Request-Private-Network")) headers["Access-Control-Allow-Private-Network"] = "true";
        return true;
    }
}
