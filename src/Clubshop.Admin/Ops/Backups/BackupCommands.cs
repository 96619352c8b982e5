using System.CommandLine.Parsing;
using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops.Backups;

/// <summary><c>ops backup</c>, <c>backups</c>, <c>restore</c>, <c>verify</c>, <c>export</c>, <c>import</c> and <c>drill</c>.</summary>
internal static class BackupCommands
{
    /// <summary>Backs every table up; with a folder, the user pools as files too.</summary>
    public static Task<int> BackUpAsync(WebApplication app, string? pools, int keep, bool pointInTime) => RunAsync(app, async here =>
    {
        if (keep != 0 && keep < TableBackups.LeastKept)
            throw new InvalidOperationException($"--keep must be at least {TableBackups.LeastKept}: the two newest generations stay.");

        var backups = new TableBackups(here);
        if (pointInTime)
        {
            await backups.SwitchPointInTimeOnAsync(here, CancellationToken.None);
            await SayAsync("Point-in-time recovery is on for every table (35 days).");
        }

        var made = await backups.CreateAsync(CancellationToken.None);
        await SayAsync($"Backed up: generation {made.Name}, {made.Tables.Count} tables, {Money.Grouped(made.Bytes)} bytes.");
        if (pools is null)
            await SayAsync("The user pools are in no backup of DynamoDB: --pools FOLDER writes them to files, or use \"ops export\".");
        else
            await PoolCommands.ExportAsync(app, pools);
        if (keep > 0)
        {
            foreach (var old in await backups.DeleteOldAsync(keep, CancellationToken.None))
                await SayAsync($"Deleted: generation {old}.");
        }

        return 0;
    });

    /// <summary>Lists the generations.</summary>
    public static Task<int> ListAsync(WebApplication app) => RunAsync(app, async here =>
    {
        var backups = new TableBackups(here);
        var all = await backups.ListAsync(CancellationToken.None);
        foreach (var generation in all)
        {
            var state = backups.IsComplete(generation) ? "complete" : $"{generation.Tables.Values.Count(table => table.Available)} of {here.Tables.Count} tables";
            await SayAsync($"{generation.Name}  {state}  {Money.Grouped(generation.Bytes)} bytes  {Age(here.Time.GetUtcNow() - generation.At)} old");
        }

        var complete = all.Count(backups.IsComplete);
        if (complete < TableBackups.LeastKept)
            await SayAsync($"There should be at least {TableBackups.LeastKept} complete generations; there {(complete == 1 ? "is 1" : $"are {complete}")}.");
        return complete < TableBackups.LeastKept ? 1 : 0;
    });

    /// <summary>Restores a generation, or a moment, to tables of another prefix.</summary>
    public static Task<int> RestoreAsync(WebApplication app, string? name, string to, DateTimeOffset? at, bool latest) => RunAsync(app, async here =>
    {
        if ((name is null ? 0 : 1) + (at is null ? 0 : 1) + (latest ? 1 : 0) != 1)
            throw new InvalidOperationException("Name one of: a generation, --at TIME, or --latest-point-in-time.");
        if (to == here.Prefix || !TablePrefix.IsValid(to))
            throw new InvalidOperationException("--to must be another prefix than Aws:TablePrefix, of up to 200 letters, digits, dots, dashes and underscores.");

        var backups = new TableBackups(here);
        using var there = new Installation(app.Services, to, BoundTo(app, here));
        var started = here.Time.GetTimestamp();
        if (name is null)
        {
            await backups.RestoreAtAsync(at, there, CancellationToken.None);
        }
        else
        {
            var all = await backups.ListAsync(CancellationToken.None);
            var generation = (name == "latest" ? all.FirstOrDefault(backups.IsComplete) : all.FirstOrDefault(one => one.Name == name))
                ?? throw new InvalidOperationException($"There is no generation {name}. \"ops backups\" lists them.");
            await backups.RestoreAsync(generation, there, CancellationToken.None);
        }

        await SayAsync($"Restored to {to} in {here.Time.GetElapsedTime(started).TotalSeconds:0} s.");
        return await ReportAsync(there, null, BoundTo(app, here));
    });

    /// <summary>Checks the tables of the configured prefix.</summary>
    public static Task<int> VerifyAsync(WebApplication app, string? folder) => RunAsync(app, async here =>
    {
        var expected = folder is null ? null : (await BackupFiles.ManifestAsync(folder, CancellationToken.None)).Items;
        return await ReportAsync(here, expected, null);
    });

    /// <summary>Writes tables and user pools to a folder.</summary>
    public static Task<int> ExportAsync(WebApplication app, string folder) => RunAsync(app, async here =>
    {
        var manifest = await BackupFiles.ExportAsync(here, folder, CancellationToken.None);
        await BackupFiles.FinishAsync(manifest with { Users = await PoolCommands.ExportAsync(app, folder) }, folder, CancellationToken.None);
        await SayAsync($"Exported to {folder}: {Money.Grouped(manifest.Items.Values.Sum())} items of {manifest.Items.Count} tables. Personal fields of the tables are sealed; those of the user pools are not.");
        return 0;
    });

    /// <summary>Puts what is in a folder into tables of another prefix and into user pools.</summary>
    public static Task<int> ImportAsync(WebApplication app, string folder, string? to, string? staffPool, string? customerPool) => RunAsync(app, async here =>
    {
        if (to is null && staffPool is null && customerPool is null)
            throw new InvalidOperationException("Name what to import: --to PREFIX for the tables, --staff-pool ID, --customer-pool ID for the users.");
        if (to is not null && !TablePrefix.IsValid(to))
            throw new InvalidOperationException("--to must be a prefix of up to 200 letters, digits, dots, dashes and underscores.");

        var problems = 0;
        Installation? there = null;
        try
        {
            if (to is not null)
            {
                var manifest = await BackupFiles.ManifestAsync(folder, CancellationToken.None);
                there = new Installation(app.Services, to, to + "system" == manifest.SystemTable ? null : manifest.SystemTable);
                await BackupFiles.ImportAsync(folder, there, CancellationToken.None);
                problems = await ReportAsync(there, manifest.Items, to + "system" == manifest.SystemTable ? null : manifest.SystemTable);
            }

            if (staffPool is not null)
            {
                var made = await PoolCommands.ImportAsync(app, folder, PoolCommands.Staff, staffPool);
                await PoolCommands.MoveStaffAsync(there ?? here, made.Subs);
            }

            if (customerPool is not null)
                await PoolCommands.ImportAsync(app, folder, PoolCommands.Customers, customerPool);
        }
        finally
        {
            there?.Dispose();
        }

        return problems;
    });

    /// <summary>Proves in a scratch prefix that backups restore.</summary>
    public static Task<int> DrillAsync(WebApplication app, int records) => RunAsync(app, async _ =>
    {
        var result = await new Drill(app.Services, Console.Out).RunAsync(records, CancellationToken.None);
        await SayAsync(result.Problems.Count == 0 ? "The drill succeeded." : "The drill FAILED.");
        return result.Problems.Count == 0 ? 0 : 1;
    });

    /// <summary>A moment of <c>--at</c>: ISO 8601 with its zone, such as <c>2026-11-30T06:15:00+05:30</c>.</summary>
    public static DateTimeOffset? ParseMoment(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && (text.EndsWith('Z') || text[^6] is '+' or '-'))
            return at;

        result.AddError($"--at must be a moment with its zone, such as 2026-11-30T06:15:00+05:30, not {text}.");
        return null;
    }

    private static string? BoundTo(WebApplication app, Installation here) =>
        app.Services.GetRequiredService<IOptions<Storage.Sealing.SealingOptions>>().Value.BoundTo ?? here.Names[Table.System];

    private static async Task<int> ReportAsync(Installation on, IReadOnlyDictionary<string, long>? expected, string? boundTo)
    {
        var report = await new DataCheck(on).RunAsync(expected, CancellationToken.None);
        foreach (var (table, count) in report.Counts)
            await SayAsync($"{table,-14} {Money.Grouped(count),12} items");
        await SayAsync($"{Money.Grouped(report.Records)} records with unique slugs and codes, {Money.Grouped(report.Samples)} of them compared with the audit log; "
            + $"{Money.Grouped(report.Entries)} audit entries compared with their seals.");
        foreach (var problem in report.Problems)
            await SayAsync("WRONG  " + problem);
        await SayAsync(report.Problems.Count == 0 ? $"The tables {on.Prefix}* hold together." : $"{report.Problems.Count} things are wrong.");
        if (boundTo is not null)
            await SayAsync($"To start a portal on them: Aws:TablePrefix={on.Prefix} and Sealing:BoundTo={boundTo}");
        return report.Problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RunAsync(WebApplication app, Func<Installation, Task<int>> command)
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
            using var here = new Installation(app.Services, app.Configuration["Aws:TablePrefix"] ?? TableNames.DefaultPrefix);
            return await command(here);
        }
        finally
        {
            if (embedded)
                await app.StopAsync();
        }
    }

    private static string Age(TimeSpan age) => age.TotalHours < 48
        ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days");

    private static Task SayAsync(string line) => Console.Out.WriteLineAsync(line);
}
