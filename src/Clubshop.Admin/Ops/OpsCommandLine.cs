using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.Ops;

/// <summary>Parses the arguments of <c>ops</c> before anything is opened; unknown or invalid arguments stop the command.</summary>
public static class OpsCommandLine
{
    private const int InvalidArguments = 2;

    /// <summary>Parses the program's arguments.</summary>
    /// <returns>Null when they are not for <c>ops</c>; otherwise the command, or the exit code when there is nothing to run.</returns>
    public static OpsCall? Read(string[] args) => Read(args, Console.Out, Console.Error);

    internal static OpsCall? Read(string[] args, TextWriter output, TextWriter errors)
    {
        var split = OpsConfiguration.Split(args);
        if (split.Others is not ["ops", .. var rest])
            return null;

        var commands = new Commands();
        var parsed = commands.Root.Parse(rest, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is HelpAction)
            return OpsCall.Exit(parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }));

        List<string> problems = [.. split.Problems, .. parsed.Errors.Select(error => error.Message)];
        if (problems.Count == 0 && commands.Of(parsed) is { } run)
            return new(run, split.Configuration, 0);

        foreach (var problem in problems)
            errors.WriteLine(problem);
        errors.WriteLine("\"ops --help\" lists the commands. \"ops COMMAND --help\" explains one.");
        return OpsCall.Exit(InvalidArguments);
    }

    private sealed class Commands
    {
        private readonly Dictionary<Command, Func<ParseResult, WebApplication, Task<int>>> _runs = [];

        public Commands()
        {
            var seed = new Option<SeedSize>("--seed")
            {
                Description = "What to seed: demo, none or a number of offers.",
                HelpName = "demo|none|NUMBER",
                DefaultValueFactory = _ => new(false, 0),
                CustomParser = Seed,
            };
            var email = new Option<string>("--email") { Description = "Address that gets the invitation.", HelpName = "ADDRESS", Required = true };
            var file = new Argument<string>("FILE") { Description = "The CSV file; docs/csv.md lists its columns." };

            Add(Root, "create-tables", "Creates the missing tables (with the prefix Aws:TablePrefix).", (_, app) => OpsCommands.CreateTablesAsync(app));
            Add(
                Root, "setup", "Creates tables, key, user pools and demo accounts in a stand-alone AWS at a loopback Aws:Endpoint.",
                (parsed, app) => OpsCommands.SetUpAsync(app, parsed.GetRequiredValue(seed)), seed);
            Add(
                Root, "doctor", "Checks tables, key and staff pool, and says what to change.",
                (_, app) => OpsCommands.CheckAsync(app.Services));
            Add(
                Root, "first-administrator", "Invites the first Administrator of a pool; refuses once there is one.",
                (parsed, app) => OpsCommands.InviteFirstAsync(app, parsed.GetRequiredValue(email)), email);
            Add(
                Root, "import-registry", "Imports a CSV file of customers' devices, follows and opt-outs into the registry.",
                (parsed, app) => RegistryImportCommand.RunAsync(app, parsed.GetRequiredValue(file)), file);
            AddApiClient();
            Root.Add(new HelpOption());
        }

        public Command Root { get; } = new("ops", """
            Commands that set up and maintain the portal's data.

            Pass configuration as for the portal, in any position: --Aws:TablePrefix=test-, --Aws:Mode Aws, --Cache__Nodes__0=…
            """);

        public Func<WebApplication, Task<int>>? Of(ParseResult parsed) =>
            _runs.GetValueOrDefault(parsed.CommandResult.Command) is { } run ? app => run(parsed, app) : null;

        private void AddApiClient()
        {
            var clients = new Command("api-client", "The programs that may call /api/v1.");
            Root.Add(clients);
            var name = new Option<string>("--name") { Description = "Name of the program.", HelpName = "NAME", Required = true };
            var scopes = new Option<IReadOnlyList<ApiScope>>("--scopes")
            {
                Description = $"What it may do, separated by spaces or commas. Default: {ApiScopes.Text(ApiScopes.OfRegistry)}. Others: {ApiScopes.Text(ApiScopes.All.Except(ApiScopes.OfRegistry))}.",
                HelpName = "SCOPES",
                DefaultValueFactory = _ => ApiScopes.OfRegistry,
                CustomParser = Scopes,
            };
            var clubs = new Option<IReadOnlyList<string>>("--clubs")
            {
                Description = "Codes or ids of the clubs whose records it may change with catalog.write, separated by spaces or commas. Default: everything.",
                HelpName = "CLUBS",
                DefaultValueFactory = _ => [],
                CustomParser = result => result.Tokens[0].Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
            };
            var id = new Argument<string>("ID") { Description = "Its client_id, as shown by \"ops api-client list\"." };
            Add(
                clients, "create", "Creates a client. Its secret is shown only once.",
                (parsed, app) => ApiClientCommand.CreateAsync(app, parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), parsed.GetRequiredValue(clubs)), name, scopes, clubs);
            Add(clients, "list", "Lists the clients.", (_, app) => ApiClientCommand.ListAsync(app));
            Add(
                clients, "rotate", "Creates a new secret. The previous one works for some more days.",
                (parsed, app) => ApiClientCommand.RotateAsync(app, parsed.GetRequiredValue(id)), id);
            Add(
                clients, "revoke", "Revokes a client and its tokens.",
                (parsed, app) => ApiClientCommand.RevokeAsync(app, parsed.GetRequiredValue(id)), id);
        }

        private void Add(Command to, string name, string description, Func<ParseResult, WebApplication, Task<int>> run, params ReadOnlySpan<Symbol> takes)
        {
            var command = new Command(name, description);
            foreach (var symbol in takes)
            {
                if (symbol is Option option)
                    command.Add(option);
                else
                    command.Add((Argument)symbol);
            }

            to.Add(command);
            _runs[command] = run;
        }

        private static SeedSize? Seed(ArgumentResult result)
        {
            if (SeedSize.TryParse(result.Tokens[0].Value, out var size))
                return size;

            result.AddError($"--seed must be demo, none or a number from 1 to 1,000,000, not {result.Tokens[0].Value}.");
            return null;
        }

        private static IReadOnlyList<ApiScope>? Scopes(ArgumentResult result)
        {
            var names = result.Tokens[0].Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            if (names.FirstOrDefault(name => ApiScopes.Parse(name) is null) is { } unknown)
            {
                result.AddError($"{unknown} is not a scope. The scopes are {ApiScopes.Text(ApiScopes.All)}.");
                return null;
            }

            return [.. names.Select(name => ApiScopes.Parse(name)!.Value)];
        }
    }
}

/// <summary>A parsed command of <c>ops</c>.</summary>
/// <param name="Run">Runs it with the portal's services; null when there is nothing to run.</param>
/// <param name="Configuration">The configuration given with it, as arguments of the host.</param>
/// <param name="ExitCode">The exit code when there is nothing to run.</param>
public sealed record OpsCall(Func<WebApplication, Task<int>>? Run, string[] Configuration, int ExitCode)
{
    internal static OpsCall Exit(int exitCode) => new(null, [], exitCode);
}
