using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>
/// Seals, checks and archives the audit log; one instance at a time. What fails is tried again: an entry that was sealed late is sealed all the same.
/// </summary>
internal sealed partial class AuditGuard(
    AuditSealer sealer, AuditCheckService check, AuditArchive archive, TableReader reader, UnauditedWriter unaudited, IOptions<AuditOptions> options, TimeProvider time,
    ILogger<AuditGuard> logger) : BackgroundService
{
    private static readonly TimeSpan LeaseLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailedPause = TimeSpan.FromSeconds(30);

    private readonly Lease _lease = new("audit", LeaseLife, reader, unaudited, time);
    private DateTimeOffset _anchoredAt;
    private DateTimeOffset _checkedAt;
    private DateTimeOffset? _wholeAt;
    private DateTimeOffset _toldAt;
    private DateTimeOffset _archivedAt;
    private Task _slow = Task.CompletedTask;

    /// <summary>Does what is due, if this instance holds the lease.</summary>
    /// <returns>Whether it does.</returns>
    internal async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (!await _lease.HoldAsync(cancellationToken))
            return false;

        await sealer.SealAsync(full: false, cancellationToken);
        if (_slow.IsCompleted)
        {
            await _slow; // its exception
            _slow = SlowAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>What takes longer than the lease may; one after the other, beside the sealing.</summary>
    internal async Task SlowAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _anchoredAt >= TimeSpan.FromHours(1))
        {
            await archive.AnchorAsync(await sealer.HeadsAsync(cancellationToken), cancellationToken);
            _anchoredAt = now;
        }

        // Reading everything is dear: an instance that takes over, or starts, goes by what was stored.
        _wholeAt ??= (await check.LastAsync(cancellationToken))?.WholeAt ?? default(DateTimeOffset);
        if (now - _wholeAt >= TimeSpan.FromDays(1))
        {
            await check.RunAsync(since: null, cancellationToken);
            (_wholeAt, _checkedAt) = (now, now);
        }
        else if (now - _checkedAt >= options.Value.CheckEvery)
        {
            await check.RunAsync(now.AddDays(-options.Value.CheckDays), cancellationToken);
            _checkedAt = now;
        }

        if (now - _archivedAt >= TimeSpan.FromHours(6))
        {
            await archive.RunAsync(cancellationToken);
            _archivedAt = now;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!archive.Exists)
            LogNoArchive();

        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.SealEvery;
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (AuditChainBrokenException broken)
            {
                LogBroken(broken.Message);
                pause = FailedPause;
                await TellAsync(stoppingToken);
            }
#pragma warning disable CA1031 // DynamoDB, KMS or S3 may be away for a while; the next turn continues.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                LogFailed(cause);
                _slow = Task.CompletedTask;
                pause = FailedPause;
            }

            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // A chain whose end was altered is not sealed any more; the check says so to Administrators.
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _toldAt < options.Value.CheckEvery)
            return;

        _toldAt = time.GetUtcNow();
        try
        {
            await check.RunAsync(since: null, cancellationToken);
        }
#pragma warning disable CA1031 // It is logged already.
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(cause);
        }
    }

    [LoggerMessage(EventId = 2212, Level = LogLevel.Warning, Message = "Audit:ArchiveBucket is not set: entries are not archived, and nothing outside DynamoDB says where the audit chains end.")]
    private partial void LogNoArchive();

    [LoggerMessage(EventId = 2213, Level = LogLevel.Warning, Message = "The audit log could not be sealed, checked or archived; it will be tried again.")]
    private partial void LogFailed(Exception cause);

    [LoggerMessage(EventId = 2215, Level = LogLevel.Critical, Message = "The audit log is not sealed any more: {Reason}")]
    private partial void LogBroken(string reason);
}
