using System.Net;
using System.Text.RegularExpressions;
using OtpNet;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>Somebody with an account, a browser's cookies and an authenticator; signs in through the portal's own forms.</summary>
internal sealed partial class Person(Uri portal, string email, string password) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;
    private Totp? _phone;
    private long _usedStep;

    /// <summary>Carries the session.</summary>
    public HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    /// <summary>Those of <see cref="Http"/>.</summary>
    public CookieContainer Cookies => _cookies;

    /// <summary>Signs in for the first time, with the authenticator set up.</summary>
    public async Task EnrolAsync()
    {
        var page = await PostAsync(await PageAsync("/sign-in"), "/sign-in", ("Email", email), ("Password", password));
        var key = Key().Match(page).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        if (key.Length == 0)
            throw new InvalidOperationException("The sign-in did not ask for an authenticator.");
        _phone = new(Base32Encoding.ToBytes(key));
        await PostAsync(page, "/sign-in/enrol", ("Code", Code()));
    }

    /// <summary>Signs in with password and code, with fresh cookies. A code counts once: not before the next step of the authenticator.</summary>
    public async Task SignInAsync()
    {
        foreach (Cookie cookie in _cookies.GetAllCookies())
            cookie.Expired = true;
        var page = await PostAsync(await PageAsync("/sign-in"), "/sign-in", ("Email", email), ("Password", password));
        var end = await PostAsync(page, "/sign-in/code", ("Code", Code()));
        if (end.Contains("name=\"Code\"", StringComparison.Ordinal))
            throw new InvalidOperationException("The code was not taken.");
    }

    /// <summary>How long until the authenticator shows a code that was not used yet.</summary>
    public TimeSpan UntilNextCode => DateTimeOffset.FromUnixTimeSeconds((_usedStep + 1) * 30) - DateTimeOffset.UtcNow;

    private string Code()
    {
        _usedStep = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;
        return _phone!.ComputeTotp();
    }

    private async Task<string> PageAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(portal, path));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var hidden = Hidden().Matches(PostForm().Match(page).Value).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await Http.PostAsync(new Uri(portal, path), content);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path} answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose() => _http?.Dispose();

    [GeneratedRegex("value=\"(?<key>[A-Z2-7 ]{16,})\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Key();

    [GeneratedRegex("<form[^>]*method=\"post\"(?![^>]*sign-out).*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PostForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();
}
