using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Clubshop.Admin.Ops.Backups;
using Clubshop.Admin.Ops.Smoke;
using Clubshop.Admin.Registry;
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
            AddBackups();
            AddSmoke();
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

        private void AddBackups()
        {
            var pools = new Option<string?>("--pools") { Description = "Folder for files of the user pools, which no backup of DynamoDB has.", HelpName = "FOLDER" };
            var keep = new Option<int>("--keep") { Description = "How many generations stay, at least 2; older ones are deleted. Without it, all.", HelpName = "NUMBER" };
            var pointInTime = new Option<bool>("--point-in-time") { Description = "Switches point-in-time recovery on, too." };
            var generation = new Argument<string?>("GENERATION") { Description = "As \"ops backups\" lists it, or latest.", Arity = ArgumentArity.ZeroOrOne };
            var to = new Option<string>("--to") { Description = "Prefix of the tables to make; there must be none yet.", HelpName = "PREFIX", Required = true };
            var at = new Option<DateTimeOffset?>("--at") { Description = "Instead of a generation: the moment, such as 2026-11-30T06:15:00+05:30.", HelpName = "TIME", CustomParser = BackupCommands.ParseMoment };
            var latest = new Option<bool>("--latest-point-in-time") { Description = "Instead of a generation: the latest moment that DynamoDB has." };
            var folder = new Argument<string>("FOLDER") { Description = "The folder of the files." };
            var against = new Option<string?>("--against") { Description = "Folder of an export whose counts are expected.", HelpName = "FOLDER" };
            var into = new Option<string?>("--to") { Description = "Prefix of the tables to make, or that have no items yet.", HelpName = "PREFIX" };
            var staffPool = new Option<string?>("--staff-pool") { Description = "Pool to make the staff in.", HelpName = "ID" };
            var customerPool = new Option<string?>("--customer-pool") { Description = "Pool to make the customers in.", HelpName = "ID" };
            var records = new Option<int>("--records") { Description = "Records of each kind to seed. Default: 100.", HelpName = "NUMBER", DefaultValueFactory = _ => 100 };

            Add(
                Root, "backup", "Backs every table up as one generation.",
                (parsed, app) => BackupCommands.BackUpAsync(app, parsed.GetValue(pools), parsed.GetValue(keep), parsed.GetValue(pointInTime)), pools, keep, pointInTime);
            Add(Root, "backups", "Lists the generations; fails when there are less than two complete ones.", (_, app) => BackupCommands.ListAsync(app));
            Add(
                Root, "restore", "Restores a generation, or a moment, to tables of another prefix, and checks them.",
                (parsed, app) => BackupCommands.RestoreAsync(app, parsed.GetValue(generation), parsed.GetRequiredValue(to), parsed.GetValue(at), parsed.GetValue(latest)),
                generation, to, at, latest);
            Add(
                Root, "verify", "Checks that the tables hold together: counts, markers, samples, keys, audit log.",
                (parsed, app) => BackupCommands.VerifyAsync(app, parsed.GetValue(against)), against);
            Add(
                Root, "export", "Writes tables and user pools to files in a new folder.",
                (parsed, app) => BackupCommands.ExportAsync(app, parsed.GetRequiredValue(folder)), folder);
            Add(
                Root, "import", "Puts the files of an export into tables of another prefix and into user pools.",
                (parsed, app) => BackupCommands.ImportAsync(app, parsed.GetRequiredValue(folder), parsed.GetValue(into), parsed.GetValue(staffPool), parsed.GetValue(customerPool)),
                folder, into, staffPool, customerPool);
            Add(
                Root, "drill", "Proves that backups restore: seed, back up, destroy, restore, verify in a scratch prefix.",
                (parsed, app) => BackupCommands.DrillAsync(app, parsed.GetValue(records)), records);
        }

        private void AddSmoke()
        {
            var device = new Option<string?>("--device") { Description = "Token of one phone to send to.", HelpName = "TOKEN" };
            var platform = new Option<Platform?>("--platform") { Description = "The platform of the token. Default: android." };
            var phone = new Option<string?>("--phone") { Description = "Or the number of one phone (E.164) to send an SMS to.", HelpName = "NUMBER" };
            Add(
                Root, "smoke", "Tries the whole way through the account: signs in, writes, reads, publishes, looks a customer up, sends, cleans up; says what differs from the embedded AWS.",
                (parsed, app) => SmokeCommand.RunAsync(app, parsed.GetValue(device), parsed.GetValue(platform), parsed.GetValue(phone)), device, platform, phone);
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
