using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Registry;

/// <summary>The result of an import; the four counts add up to the rows.</summary>
public sealed record RegistryImported(long Created, long Changed, long Unchanged, long Refused)
{
    /// <summary>Rows of the file.</summary>
    public long Rows => Created + Changed + Unchanged + Refused;
}

/// <summary>A refused row. Its reason does not quote cells that may contain personal data.</summary>
/// <param name="Line">Its first line in the file, from 1.</param>
/// <param name="Column">The column at fault; null for the whole row.</param>
/// <param name="Reason">The reason.</param>
public sealed record RegistryRowRefused(long Line, string? Column, string Reason);

/// <summary>
/// Imports a file of customers into the registry, row by row, as if an app's server had reported it. The file is only held in memory and never
/// stored, because it contains tokens and phone numbers. A row only adds: empty cells change nothing, nobody is opted in, nothing is unfollowed.
/// Importing the same file again changes nothing.
/// </summary>
public sealed partial class RegistryImport
{
    /// <summary>The columns, as documented in docs/csv.md.</summary>
    public static IReadOnlyList<CsvColumnInfo> Columns { get; } =
    [
        new("sub", true, "the customer's `sub` in the customer pool; several rows of one customer are several devices"),
        new("city", false, "up to 60 characters"),
        new("language", false, "a BCP 47 tag, such as hi"),
        new("phone", false, "E.164, such as +919876543210, however it is spaced; ten digits from 6 to 9 are taken as Indian"),
        new("opt_outs", false, "push, sms or both, joined by |"),
        new("clubs", false, "codes of clubs that are followed, joined by |"),
        new("shops", false, "codes of shops that are followed, joined by |"),
        new("categories", false, "codes of categories that are followed, joined by |"),
        new("device_id", false, "the app's own id of the installation; with it, platform and token are needed"),
        new("platform", false, "android, ios, ios-sandbox or amazon"),
        new("token", false, "the push service's token"),
        new("app_version", false, "up to 40 characters"),
    ];

    private const int Window = 400;
    private const int Parallel = 16;

    private readonly RegistryService _registry;
    private readonly RegistryReader _reader;
    private readonly WriteUnit _writes;
    private readonly RecordIndex<ClubRow> _clubs;
    private readonly RecordIndex<ShopRow> _shops;
    private readonly RecordIndex<CategoryRow> _categories;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RegistryImport(
        RegistryService registry, RegistryReader reader, WriteUnit writes,
        RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories, TimeProvider time, ILogger<RegistryImport> logger) =>
        (_registry, _reader, _writes, _clubs, _shops, _categories, _time, _logger) = (registry, reader, writes, clubs, shops, categories, time, logger);

    /// <summary>Imports a file. Only for Administrators.</summary>
    /// <param name="actor">Who imports it.</param>
    /// <param name="file">The file, from its beginning.</param>
    /// <param name="name">Its name, for the audit log.</param>
    /// <param name="progress">Receives the number of rows done so far.</param>
    /// <param name="refused">Receives each refused row.</param>
    /// <param name="cancellationToken">Stops it between rows. Imported rows stay; importing again does no harm.</param>
    /// <exception cref="CsvProblemException">The file cannot be read; earlier rows may have been imported.</exception>
    public async Task<Result<RegistryImported>> RunAsync(
        Actor actor, Stream file, string name, IProgress<long> progress, Action<RegistryRowRefused> refused, CancellationToken cancellationToken)
    {
        if (Permissions.ReachOf(actor.Role, Permission.Import) != Reach.All)
            return actor.Refuse(Permission.EditWholeCatalog) ?? new Problem(Problem.Forbidden, "Only Administrators can import customers.");

        await Task.WhenAll(_clubs.WhenReadyAsync(cancellationToken), _shops.WhenReadyAsync(cancellationToken), _categories.WhenReadyAsync(cancellationToken));
        var rows = new RegistryRows(
            _clubs.All().Where(row => row.Status != EditorialStatus.Deleted).Select(row => (row.Code, row.Id)),
            _shops.All().Where(row => row.Status != EditorialStatus.Deleted).Select(row => (row.Code, row.Id)),
            _categories.All().Where(row => row.Status != EditorialStatus.Deleted).Select(row => (row.Code, row.Id)));
        var table = await CsvTable.OpenAsync(file, Columns, cancellationToken);
        var id = Ids.New(_time);
        await AuditAsync(actor, id, AuditActions.Import, name, null, cancellationToken);

        var ends = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        List<RegistryRow> window = [];
        for (var more = true; more;)
        {
            if (await table.ReadAsync(cancellationToken) is { } row)
            {
                var (read, wrong) = Read(rows, table, row);
                if (read is not null)
                    window.Add(read);
                else
                    Refuse(wrong!);
            }
            else
            {
                more = false;
            }

            if (window.Count < Window && more)
                continue;

            await TakeAsync(window, ends, Refuse, cancellationToken);
            window.Clear();
            progress.Report(ends.Values.Sum());
        }

        var done = new RegistryImported(Ended(RowOutcomes.Created), Ended(RowOutcomes.Changed), Ended(RowOutcomes.Unchanged), Ended(RowOutcomes.Refused));
        await AuditAsync(actor, Ids.New(_time), AuditActions.Finish, name, done, CancellationToken.None);
        return done;

        long Ended(string outcome) => ends.GetValueOrDefault(outcome);

        void Refuse(RegistryRowRefused row)
        {
            ends.AddOrUpdate(RowOutcomes.Refused, 1, (_, count) => count + 1);
            lock (ends)
                refused(row);
        }
    }

    private (RegistryRow? Row, RegistryRowRefused? Refused) Read(RegistryRows rows, CsvTable table, CsvRow row)
    {
        try
        {
            return rows.Read(table, row);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return (null, Fault(cause, row.Line));
        }
    }

    // The exception's message may quote a token or a phone number, so it is not logged.
    private RegistryRowRefused Fault(Exception cause, long line)
    {
        var reference = SupportReference.New();
        LogFault(_logger, line, cause.GetType().Name, reference, cause.StackTrace);
        return new(line, null, RowFaults.Sentence(reference));
    }

    // Customers in parallel; rows of one customer in the order of the file.
    private async Task TakeAsync(List<RegistryRow> window, ConcurrentDictionary<string, long> ends, Action<RegistryRowRefused> refuse, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(window.GroupBy(row => row.Sub, StringComparer.Ordinal), options, async (customer, stop) =>
        {
            foreach (var row in customer)
            {
                try
                {
                    var (outcome, problem) = await TakeAsync(row, stop);
                    if (problem is null)
                        ends.AddOrUpdate(outcome, 1, (_, count) => count + 1);
                    else
                        refuse(new(row.Line, problem.Field, problem.Message));
                }
                catch (Exception cause) when (RowFaults.IsOfRow(cause))
                {
                    refuse(Fault(cause, row.Line));
                }
            }
        });
    }

    private async Task<(string Outcome, Problem? Problem)> TakeAsync(RegistryRow row, CancellationToken cancellationToken)
    {
        var before = await _reader.FindAsync(row.Sub, cancellationToken);
        var profile = await _registry.SetProfileAsync(RegistrySource.Job, row.Sub, row.Profile, cancellationToken);
        if (!profile.Ok)
            return ("", profile.Problems[0]);

        foreach (var channel in row.OptOuts)
            await _registry.SetOptOutAsync(RegistrySource.Job, row.Sub, channel, optedOut: true, cancellationToken);

        var followed = row.Follows.Count == 0 ? [] : await _reader.FollowsAsync(row.Sub, cancellationToken);
        var follows = row.Follows.Except(followed).ToList();
        foreach (var follow in follows)
        {
            if (await _registry.FollowAsync(RegistrySource.Job, row.Sub, follow, cancellationToken) is { Ok: false } no)
                return ("", no.Problems[0]);
        }

        // An unchanged device is left alone, so that an import does not make it look as if it had just been seen.
        var known = before?.Devices.Any(device => row.Device is { } told && device.Id == told.Id && device.Token == told.Token && device.AppVersion == told.AppVersion) == true;
        if (row.Device is { } device && !known && await _registry.RegisterDeviceAsync(RegistrySource.Job, row.Sub, device, cancellationToken) is { Ok: false } refused)
            return ("", refused.Problems[0]);

        var after = await _reader.FindAsync(row.Sub, cancellationToken);
        var same = before is not null && after is not null && follows.Count == 0 && RegistryService.Same(before, after);
        return (before is null ? RowOutcomes.Created : same ? RowOutcomes.Unchanged : RowOutcomes.Changed, null);
    }

    private Task AuditAsync(Actor actor, string token, string action, string name, RegistryImported? done, CancellationToken cancellationToken) =>
        _writes.RecordAsync(
            actor, token, new(action, RegistryAudit.Kind, "import", "a file")
            {
                Note = done is null ? name : string.Create(
                    CultureInfo.InvariantCulture, $"{name}: {done.Created} created, {done.Changed} changed, {done.Unchanged} unchanged, {done.Refused} refused"),
            },
            cancellationToken);

    [LoggerMessage(
        EventId = 2603, Level = LogLevel.Error,
        Message = "Importing the customer in line {Line} failed with {Exception}; the person was shown the reference {Reference}. {Place}")]
    private static partial void LogFault(ILogger logger, long line, string exception, string reference, string? place);
}
