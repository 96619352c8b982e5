using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary><c>ops api-client …</c>: makes, lists, rotates and revokes the API's clients.</summary>
internal static class ApiClientCommand
{
    /// <summary>Whether these are its arguments.</summary>
    public static bool Knows(string[] rest) => rest switch
    {
        ["create", ..] => OpsCommands.ValueOf(rest, "--name") is not null,
        ["list", ..] => true,
        ["rotate" or "revoke", var id, ..] => !id.StartsWith('-'),
        _ => false,
    };

    /// <summary>Runs it.</summary>
    /// <returns>0 when done.</returns>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public static async Task<int> RunAsync(WebApplication app, string[] rest)
    {
        // The embedded AWS lives in the portal itself: it is started for the moment, on a port that nobody knows.
        var embedded = app.Services.GetRequiredService<IOptions<AwsOptions>>().Value.Mode is AwsMode.Embedded;
        if (embedded)
        {
            app.Urls.Clear();
            app.Urls.Add("http://127.0.0.1:0");
            await app.StartAsync();
        }

        try
        {
            await DoAsync(app.Services.GetRequiredService<ApiClients>(), rest);
            return 0;
        }
        finally
        {
            if (embedded)
                await app.StopAsync();
        }
    }

    private static async Task DoAsync(ApiClients clients, string[] rest)
    {
        switch (rest)
        {
            case ["create", ..]:
                await ShowAsync(await clients.CreateAsync(Actor.System, OpsCommands.ValueOf(rest, "--name")!, ScopesOf(rest), CancellationToken.None));
                break;
            case ["rotate", var id, ..]:
                await ShowAsync(await clients.RotateAsync(Actor.System, id, CancellationToken.None));
                await Console.Out.WriteLineAsync($"The secret before works for {ApiClients.Overlap.TotalDays:0} days more; an older one no longer.");
                break;
            case ["revoke", var id, ..]:
                var revoked = Value(await clients.RevokeAsync(Actor.System, id, CancellationToken.None));
                await Console.Out.WriteLineAsync($"{revoked.Name} is revoked, and its tokens with it within {ApiClients.Fresh.TotalSeconds:0} seconds.");
                break;
            default:
                foreach (var client in await clients.ListAsync(CancellationToken.None))
                    await Console.Out.WriteLineAsync(Line(client));
                break;
        }
    }

    private static async Task ShowAsync(Result<ApiSecretShown> made)
    {
        var shown = Value(made);
        await Console.Out.WriteLineAsync($"""
            client_id      {shown.Client.Id}
            client_secret  {shown.Text}
            scopes         {ApiScopes.Text(shown.Client.Scopes)}
            The secret is not kept: store it now.
            """);
    }

    private static IReadOnlyList<ApiScope> ScopesOf(string[] rest)
    {
        if (OpsCommands.ValueOf(rest, "--scopes") is not { } text)
            return ApiScopes.All;

        var names = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return [.. names.Select(name => ApiScopes.Parse(name) ?? throw new InvalidOperationException($"{name} is no scope: they are {ApiScopes.Text(ApiScopes.All)}."))];
    }

    private static string Line(ApiClient client)
    {
        var state = client.RevokedAt is { } at ? Day("revoked", at) : $"{client.Secrets.Count} {(client.Secrets.Count == 1 ? "secret" : "secrets")}";
        return $"{client.Id}  {client.Name}  {ApiScopes.Text(client.Scopes)}  {Day("made", client.CreatedAt)}  {state}";
    }

    private static string Day(string what, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{what} {Ist.DayOf(at):yyyy-MM-dd}");

    private static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(result.Problems[0].Message);
}
