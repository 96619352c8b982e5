using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.Ops;

/// <summary>Reads the arguments of <c>ops</c>, before anything is opened: what cannot be read, or would be read by nobody, stops it.</summary>
public static class OpsCommandLine
{
    private const int NotUnderstood = 2;

    /// <summary>Reads the arguments of the program.</summary>
    /// <returns>Null where they are the portal's own; else the command, or with what exit code it ended already.</returns>
    public static OpsCall? Read(string[] args) => Read(args, Console.Out, Console.Error);

    internal static OpsCall? Read(string[] args, TextWriter output, TextWriter errors)
    {
        var split = OpsConfiguration.Split(args);
        if (split.Others is not ["ops", .. var rest])
            return null;

        var commands = new Commands();
        var parsed = commands.Root.Parse(rest, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is HelpAction)
            return OpsCall.Over(parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }));

        List<string> problems = [.. split.Problems, .. parsed.Errors.Select(error => error.Message)];
        if (problems.Count == 0 && commands.Of(parsed) is { } run)
            return new(run, split.Configuration, 0);

        foreach (var problem in problems)
            errors.WriteLine(problem);
        errors.WriteLine("\"ops --help\" lists the commands, \"ops COMMAND --help\" tells what one takes.");
        return OpsCall.Over(NotUnderstood);
    }

    private sealed class Commands
    {
        private readonly Dictionary<Command, Func<ParseResult, WebApplication, Task<int>>> _runs = [];

        public Commands()
        {
            var seed = new Option<SeedSize>("--seed")
            {
                Description = "What the catalog and the customers are filled with: demo, none or a number of offers.",
                HelpName = "demo|none|NUMBER",
                DefaultValueFactory = _ => new(false, 0),
                CustomParser = Seed,
            };
            var email = new Option<string>("--email") { Description = "Where the invitation is sent.", HelpName = "ADDRESS", Required = true };
            var file = new Argument<string>("FILE") { Description = "The CSV file; docs/csv.md has its columns." };

            Add(Root, "create-tables", "Makes the tables that are missing (Aws:TablePrefix).", (_, app) => OpsCommands.CreateTablesAsync(app));
            Add(
                Root, "setup", "Makes tables, key, user pools and demo accounts in the AWS at a loopback Aws:Endpoint.",
                (parsed, app) => OpsCommands.SetUpAsync(app, parsed.GetRequiredValue(seed)), seed);
            Add(
                Root, "doctor", "Compares tables, key and staff pool with what the portal needs, and says what to change.",
                (_, app) => OpsCommands.ExamineAsync(app.Services));
            Add(
                Root, "first-administrator", "Invites the first Administrator of a pool; refuses once there is one.",
                (parsed, app) => OpsCommands.InviteFirstAsync(app, parsed.GetRequiredValue(email)), email);
            Add(
                Root, "import-registry", "Takes a CSV file of customers' devices, follows and opt-outs into the registry.",
                (parsed, app) => RegistryImportCommand.RunAsync(app, parsed.GetRequiredValue(file)), file);
            AddApiClient();
            Root.Add(new HelpOption());
        }

        public Command Root { get; } = new("ops", """
            What is done to a store from a command line.

            Configuration is given as to the portal, in any place: --Aws:TablePrefix=test-, --Aws:Mode Aws, --Cache__Nodes__0=…
            """);

        public Func<WebApplication, Task<int>>? Of(ParseResult parsed) =>
            _runs.GetValueOrDefault(parsed.CommandResult.Command) is { } run ? app => run(parsed, app) : null;

        private void AddApiClient()
        {
            var clients = new Command("api-client", "The programs that may call /api/v1.");
            Root.Add(clients);
            var name = new Option<string>("--name") { Description = "What people call the program.", HelpName = "NAME", Required = true };
            var scopes = new Option<IReadOnlyList<ApiScope>>("--scopes")
            {
                Description = $"What it may do, with blanks between; all of it unless given: {ApiScopes.Text(ApiScopes.All)}.",
                HelpName = "SCOPES",
                DefaultValueFactory = _ => ApiScopes.All,
                CustomParser = Scopes,
            };
            var id = new Argument<string>("ID") { Description = "Its client_id, as \"ops api-client list\" shows it." };
            Add(
                clients, "create", "Makes one. Its secret is shown once.",
                (parsed, app) => ApiClientCommand.CreateAsync(app, parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes)), name, scopes);
            Add(clients, "list", "Lists them.", (_, app) => ApiClientCommand.ListAsync(app));
            Add(
                clients, "rotate", "Makes a new secret. The one before works for some days more.",
                (parsed, app) => ApiClientCommand.RotateAsync(app, parsed.GetRequiredValue(id)), id);
            Add(
                clients, "revoke", "Ends one, and its tokens.",
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

            result.AddError($"--seed is demo, none or a number from 1 to 1,000,000, not {result.Tokens[0].Value}.");
            return null;
        }

        private static IReadOnlyList<ApiScope>? Scopes(ArgumentResult result)
        {
            var names = result.Tokens[0].Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            if (names.FirstOrDefault(name => ApiScopes.Parse(name) is null) is { } unknown)
            {
                result.AddError($"{unknown} is not a scope: they are {ApiScopes.Text(ApiScopes.All)}.");
                return null;
            }

            return [.. names.Select(name => ApiScopes.Parse(name)!.Value)];
        }
    }
}

/// <summary>A command of <c>ops</c> as it was read.</summary>
/// <param name="Run">What it does with the portal's services; null where it is over already.</param>
/// <param name="Configuration">The configuration that was given beside it, as arguments of the host.</param>
/// <param name="ExitCode">With what it is over.</param>
public sealed record OpsCall(Func<WebApplication, Task<int>>? Run, string[] Configuration, int ExitCode)
{
    internal static OpsCall Over(int exitCode) => new(null, [], exitCode);
}
