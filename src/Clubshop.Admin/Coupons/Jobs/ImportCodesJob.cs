using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>
/// Fills a pool with the codes of a file; each line with text is an item. Read again from the beginning after a crash, the same lines are accepted under
/// the same numbers, since nobody adds codes to the offer meanwhile: what was written is written again, or left alone.
/// </summary>
internal sealed class ImportCodesJob(PoolFill fill) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "coupon-import";

    /// <summary>The outcomes of a line.</summary>
    public static readonly string Added = GenerateJob.Added, Refused = L.Later("refused");

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var settings = PoolSettings.Of(run);
        if (await fill.BeginAsync(settings, cancellationToken) is not { } pool)
        {
            await run.DropPayloadAsync(cancellationToken);
            return;
        }

        var known = await fill.KnownAsync(pool, cancellationToken);
        var text = await run.ReadPayloadAsync(cancellationToken);
        var (line, accepted) = (0, 0);
        List<NumberedCode> codes = [];
        List<JobItem> items = new(PoolFill.Batch);
        await foreach (var read in CodeLines.ReadAsync(PoolJobs.StreamOf(text), cancellationToken))
        {
            line++;
            var reason = read.Reason ?? (known.Contains(CouponFiller.HashOf(read.Code!)) ? L["Another pool of this offer has this code."] : null);
            if (reason is null)
                accepted++;
            if (line <= run.ResumeAfter)
                continue;

            if (reason is null)
                codes.Add(new(accepted, read.Code!));
            items.Add(new(read.Line, reason is null ? Added : Refused, Text: reason));
            if (items.Count == PoolFill.Batch && !await WriteAsync(run, settings, pool, codes, items, cancellationToken))
                return;
        }

        if (items.Count > 0 && !await WriteAsync(run, settings, pool, codes, items, cancellationToken))
            return;

        var left = line - accepted;
        await fill.EndAsync(
            run, settings, accepted,
            string.Create(CultureInfo.InvariantCulture, $" of {settings.FileName}{(left > 0 ? $", {Money.Grouped(left)} lines left out" : "")}"), cancellationToken);
        await run.DropPayloadAsync(cancellationToken); // the codes are where they belong, and nowhere else
    }

    private async Task<bool> WriteAsync(JobRun run, PoolSettings settings, CouponPool pool, List<NumberedCode> codes, List<JobItem> items, CancellationToken cancellationToken)
    {
        await fill.WriteAsync(pool, codes, cancellationToken);
        await run.ReportAsync([.. items], null, cancellationToken);
        codes.Clear();
        items.Clear();
        return await fill.BeginAsync(settings, cancellationToken) is not null;
    }
}
