using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Clubshop.Admin.Tests.SignIn.Hosting;

/// <summary>A browser without scripts: cookies, pages, forms with their hidden fields; redirects are followed one at a time.</summary>
public sealed class Browser(Uri address, string userAgent) : IDisposable
{
    public const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    /// <summary>The cookies by name.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>What the last answers set, as it was sent.</summary>
    public List<string> SetCookies { get; } = [];

    public Task<Page> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Goes where redirects lead.</summary>
    public async Task<Page> FollowAsync(Page page)
    {
        for (var i = 0; i < 10 && page.Location is not null; i++)
            page = await GetAsync(page.Location);

        return page;
    }

    /// <summary>Fills in the page's first form that has the fields, and posts it.</summary>
    public Task<Page> SubmitAsync(Page page, params (string Name, string Value)[] fields) => SubmitAsync(page, null, fields);

    public Task<Page> SubmitAsync(Page page, string? action, (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelectorAll("form").OfType<IHtmlFormElement>()
            .First(form => (action is null || form.GetAttribute("action") == action) && fields.All(field => form.QuerySelector($"[name={field.Name}]") is not null));
        var values = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Where(input => input.Name is not null)
            .Select(input => KeyValuePair.Create(input.Name!, input.Value)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var target = form.GetAttribute("action") is { Length: > 0 } own ? own : page.Path;
        return SendAsync(new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml");
        if (Cookies.Count > 0)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

        using var response = await _http.SendAsync(request);
        SetCookies.Clear();
        foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            Keep(line);

        var body = await response.Content.ReadAsStringAsync();
        var document = await BrowsingContext.New().OpenAsync(content => content.Content(body));
        return new(response.StatusCode, request.RequestUri!.ToString(), response.Headers.Location?.ToString(), document, body, response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public void Dispose() => _http.Dispose();

    private void Keep(string line)
    {
        SetCookies.Add(line);
        var pair = line.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0 || line.Contains("1970", StringComparison.Ordinal))
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}

/// <summary>An answer.</summary>
public sealed record Page(
    HttpStatusCode Status, string Path, string? Location, IDocument Document, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What the page says happened.</summary>
    public string Notice => Document.QuerySelector("[role=alert]")?.TextContent.ReplaceLineEndings(" ").Trim() ?? "";

    public string Value(string name) => Document.QuerySelector($"[name={name}]")?.GetAttribute("value") ?? "";
}
