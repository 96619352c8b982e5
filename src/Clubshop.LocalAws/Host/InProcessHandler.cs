using System.Net;
using System.Net.Http.Headers;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Host;

/// <summary>Carries requests from an HttpClient into the embedded AWS and the answers back.</summary>
internal sealed class InProcessHandler(LocalAws aws) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(headers, request.Headers.NonValidated);
        var body = ReadOnlyMemory<byte>.Empty;
        if (request.Content is { } content)
        {
            Add(headers, content.Headers.NonValidated);
            body = await content.ReadAsByteArrayAsync(cancellationToken);
        }
        var uri = request.RequestUri!;
        if (uri.IsAbsoluteUri) headers.TryAdd("Host", uri.Authority);
        var path = uri.IsAbsoluteUri ? uri.PathAndQuery : uri.OriginalString;
        WireResponse answer;
        try
        {
            answer = await aws.AnswerAsync(new WireRequest(request.Method.Method, path, headers, body), cancellationToken);
        }
        catch (ConnectionLostException lost)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "An error occurred while sending the request.", lost);
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new ReadOnlyMemoryContent(answer.Body),
        };
        if (answer.ContentType.Length > 0) response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        if (answer.Length is { } length) response.Content.Headers.ContentLength = length;
        foreach (var (name, value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value)) response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    private static void Add(Dictionary<string, string> headers, HttpHeadersNonValidated given)
    {
        foreach (var (name, values) in given) headers[name] = values.ToString();
    }
}
