using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Offers.AppAnswers;

/// <summary>Asks the end users' server for an offer, as the app does.</summary>
public sealed class AppAnswerService : IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient? _http;

    /// <summary>A client of the server at <see cref="EndUsersOptions.Address"/>.</summary>
    public AppAnswerService(IOptions<EndUsersOptions> options) =>
        _http = options.Value.Uri is { } address
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            {
                BaseAddress = address,
                Timeout = Patience,
                MaxResponseContentBufferSize = MaxBytes,
            }
            : null;

    /// <summary>Whether there is a server to ask.</summary>
    public bool IsKnown => _http is not null;

    /// <summary>What it answers at this moment.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer, or <see cref="Problem.Forbidden"/>, <c>not-known</c>, <c>no-answer</c>.</returns>
    public async Task<Result<AppAnswer>> AskAsync(Actor actor, string offerId, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;
        if (_http is null)
            return new Problem("not-known", L["The address of the end users' server is not set (EndUsers:Address)."]);

        try
        {
            using var answer = await _http.GetAsync(new Uri("/v1/offers/" + Uri.EscapeDataString(offerId), UriKind.Relative), cancellationToken);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return new AppAnswer((int)answer.StatusCode, Indented(text));
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Problem("no-answer", L["The end users’ server does not answer. In Development start it beside the portal: dotnet run --project src/Clubshop.Api."]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();

    private static string Indented(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json, Readable);
        }
        catch (JsonException)
        {
            return TextCut.Units(text, 1_000);
        }
    }
}
