using System.Globalization;
using Clubshop.Admin.Jobs;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>
/// Fills a pool with generated codes. After a crash it goes on behind the last code that was reported; those after it are written over, which nobody
/// notices: a pool that is being filled gives no code.
/// </summary>
internal sealed class GenerateJob(PoolFill fill) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "coupon-generate";

    /// <summary>The outcome of a code that was made.</summary>
    public static readonly string Added = L.Later("added");

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var settings = PoolSettings.Of(run);
        if (await fill.BeginAsync(settings, cancellationToken) is not { } pool)
            return;

        var recipe = settings.Recipe ?? throw new InvalidOperationException("The job has no recipe.");
        var known = await fill.KnownAsync(pool, cancellationToken);
        var made = (int)run.ResumeAfter;
        await fill.AddAsync(known, pool.Id, made, cancellationToken);
        while (made < recipe.Count)
        {
            List<NumberedCode> codes = new(PoolFill.Batch);
            while (codes.Count < PoolFill.Batch && made + codes.Count < recipe.Count)
            {
                var code = recipe.Next();
                if (known.Add(CouponFiller.HashOf(code)))
                    codes.Add(new(made + codes.Count + 1, code));
            }

            await fill.WriteAsync(pool, codes, cancellationToken);
            made += codes.Count;
            await run.ReportAsync([.. codes.Select(code => new JobItem(code.Number, Added))], null, cancellationToken);
            if (await fill.BeginAsync(settings, cancellationToken) is null)
                return;
        }

        await fill.EndAsync(run, settings, made, string.Create(CultureInfo.InvariantCulture, $" generated, {recipe.Length} random characters"), cancellationToken);
    }
}
