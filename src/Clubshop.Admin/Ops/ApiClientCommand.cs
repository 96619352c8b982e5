using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary><c>ops api-client …</c>: creates, lists, rotates and revokes the API's clients.</summary>
internal static class ApiClientCommand
{
    /// <summary>Creates a client and prints its secret.</summary>
    /// <exception cref="InvalidOperationException">The command was refused; the message says why.</exception>
    public static Task<int> CreateAsync(WebApplication app, string name, IReadOnlyList<ApiScope> scopes) => RunAsync(app, async clients =>
        await ShowAsync(await clients.CreateAsync(Actor.System, name, scopes, CancellationToken.None)));

    /// <summary>Lists the clients.</summary>
    public static Task<int> ListAsync(WebApplication app) => RunAsync(app, async clients =>
    {
        foreach (var client in await clients.ListAsync(CancellationToken.None))
            await Console.Out.WriteLineAsync(Line(client));
    });

    /// <summary>Creates a new secret for a client and prints it.</summary>
    /// <exception cref="InvalidOperationException">The command was refused; the message says why.</exception>
    public static Task<int> RotateAsync(WebApplication app, string id) => RunAsync(app, async clients =>
    {
        await ShowAsync(await clients.RotateAsync(Actor.System, id, CancellationToken.None));
        await Console.Out.WriteLineAsync($"The previous secret works for {ApiClients.Overlap.TotalDays:0} more days. Older ones no longer work.");
    });

    /// <summary>Revokes a client and its tokens.</summary>
    /// <exception cref="InvalidOperationException">The command was refused; the message says why.</exception>
    public static Task<int> RevokeAsync(WebApplication app, string id) => RunAsync(app, async clients =>
    {
        var revoked = Value(await clients.RevokeAsync(Actor.System, id, CancellationToken.None));
        await Console.Out.WriteLineAsync($"{revoked.Name} is revoked, and its tokens with it within {ApiClients.MaxAge.TotalSeconds:0} seconds.");
    });

    private static async Task<int> RunAsync(WebApplication app, Func<ApiClients, Task> command)
    {
        // The embedded AWS runs inside the portal, so the portal is started for the command, on a free port.
        var embedded = app.Services.GetRequiredService<IOptions<AwsOptions>>().Value.Mode is AwsMode.Embedded;
        if (embedded)
        {
            app.Urls.Clear();
            app.Urls.Add("http://127.0.0.1:0");
            await app.StartAsync();
        }

        try
        {
            await command(app.Services.GetRequiredService<ApiClients>());
            return 0;
        }
        finally
        {
            if (embedded)
                await app.StopAsync();
        }
    }

    private static async Task ShowAsync(Result<NewApiSecret> made)
    {
        var shown = Value(made);
        await Console.Out.WriteLineAsync($"""
            client_id      {shown.Client.Id}
            client_secret  {shown.Text}
            scopes         {ApiScopes.Text(shown.Client.Scopes)}
            The portal does not keep the secret: store it now.
            """);
    }

    private static string Line(ApiClient client)
    {
        var state = client.RevokedAt is { } at ? Day("revoked", at) : $"{client.Secrets.Count} {(client.Secrets.Count == 1 ? "secret" : "secrets")}";
        return $"{client.Id}  {client.Name}  {ApiScopes.Text(client.Scopes)}  {Day("created", client.CreatedAt)}  {state}";
    }

    private static string Day(string what, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{what} {Ist.DayOf(at):yyyy-MM-dd}");

    private static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(result.Problems[0].Message);
}
