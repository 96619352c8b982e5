using System.Globalization;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Clubs;
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
    /// <param name="app">The portal.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="scopes">Its scopes.</param>
    /// <param name="clubs">Codes or ids of the clubs that it is restricted to; empty: all.</param>
    public static Task<int> CreateAsync(WebApplication app, string name, IReadOnlyList<ApiScope> scopes, IReadOnlyList<string> clubs) => RunAsync(app, async clients =>
        await ShowAsync(await clients.CreateAsync(Actor.System, name, scopes, await IdsOfAsync(app.Services.GetRequiredService<ClubService>(), clubs), CancellationToken.None)));

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

    /// <summary>The ids of clubs that are given by code or id. From the table: outside Embedded mode nothing has loaded the index.</summary>
    /// <exception cref="InvalidOperationException">There is no such club, or it is deleted.</exception>
    internal static async Task<IReadOnlyList<string>> IdsOfAsync(ClubService clubs, IReadOnlyList<string> given)
    {
        if (given.Count == 0)
            return [];

        var byCode = await clubs.FindByCodesAsync(given.Where(TextRules.IsCode), CancellationToken.None);
        var byId = await clubs.FindManyAsync(Actor.System, given, CancellationToken.None);
        return [.. given.Select(one =>
            byCode.FirstOrDefault(coded => coded.Record.Code.Equals(one, StringComparison.OrdinalIgnoreCase) && coded.Record.Status != EditorialStatus.Deleted)?.Record.Id
            ?? (byId.GetValueOrDefault(one) is { Record: { Status: not EditorialStatus.Deleted } club } ? club.Id : null)
            ?? throw new InvalidOperationException($"There is no club with the code or id {one}."))];
    }

    private static async Task ShowAsync(Result<NewApiSecret> made)
    {
        var shown = Value(made);
        await Console.Out.WriteLineAsync($"""
            client_id      {shown.Client.Id}
            client_secret  {shown.Text}
            scopes         {ApiScopes.Text(shown.Client.Scopes)}{(shown.Client.Clubs.Count > 0 ? "\nclubs          " + string.Join(' ', shown.Client.Clubs) : "")}
            The portal does not keep the secret: store it now.
            """);
    }

    private static string Line(ApiClient client)
    {
        var state = client.RevokedAt is { } at ? Day("revoked", at) : $"{client.Secrets.Count} {(client.Secrets.Count == 1 ? "secret" : "secrets")}";
        return $"{client.Id}  {client.Name}  {ApiScopes.Text(client.Scopes)}{(client.Clubs.Count > 0 ? $" of {client.Clubs.Count} {(client.Clubs.Count == 1 ? "club" : "clubs")}" : "")}  {Day("created", client.CreatedAt)}  {state}";
    }

    private static string Day(string what, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{what} {Ist.DayOf(at):yyyy-MM-dd}");

    private static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(result.Problems[0].Message);
}
