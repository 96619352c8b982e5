using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>
/// Makes pools and voids them: the record with its audit entry at once, the rows of the codes in a job. It asks no permission: the coupon service does,
/// and is the only one that calls it.
/// </summary>
internal sealed class PoolJobs(WriteUnit writes, TableReader reader, JobService jobs, CouponLedger ledger)
{
    /// <summary>Code of the problem that another pool of the offer is being filled.</summary>
    public const string Filling = "filling";

    /// <summary>Makes a pool and starts to fill it with generated codes.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">Made once per submit: the id of the pool, and of the job. The same again is the same pool.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="poolName">The pool's name, checked.</param>
    /// <param name="recipe">How many codes, and how they look; checked.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<Result<JobInfo>> GenerateAsync(Actor actor, string token, CouponOffer offer, string poolName, CodeRecipe recipe, CancellationToken cancellationToken) =>
        FillAsync(
            actor, token, offer, poolName, $"{Money.Grouped(recipe.Count)} codes for “{poolName}”",
            new()
            {
                Actor = actor,
                Token = token,
                Kind = GenerateJob.JobKind,
                Title = L[$"{Money.Grouped(recipe.Count)} codes for “{poolName}”"],
                Total = recipe.Count,
                Settings = new PoolSettings(offer, token) { Recipe = recipe }.ToSettings(),
                Clubs = offer.Clubs,
            },
            cancellationToken);

    /// <summary>Makes a pool and starts to fill it with the codes of a file, or of a text that was pasted.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">As for <see cref="GenerateAsync"/>.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="poolName">The pool's name, checked.</param>
    /// <param name="fileName">The file's name, for people.</param>
    /// <param name="text">Its bytes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job, of which each line with text is an item; or the problem that the file cannot be read, or has no code.</returns>
    public async Task<Result<JobInfo>> ImportAsync(
        Actor actor, string token, CouponOffer offer, string poolName, string fileName, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var lines = 0;
        try
        {
            await foreach (var _ in CodeLines.ReadAsync(StreamOf(text), cancellationToken))
                lines++;
        }
        catch (CsvProblemException problem)
        {
            return new Problem("file", problem.Message, "File");
        }

        if (lines == 0)
            return new Problem("empty", L["There is no code in it. Write one code on each line."], "File");

        return await FillAsync(
            actor, token, offer, poolName, $"Codes of {fileName} for “{poolName}”",
            new()
            {
                Actor = actor,
                Token = token,
                Kind = ImportCodesJob.JobKind,
                Title = L[$"Codes of {CodeFile.NameOf(fileName)} for “{poolName}”"],
                Total = lines,
                Payload = text,
                Settings = new PoolSettings(offer, token) { FileName = fileName }.ToSettings(),
                Clubs = offer.Clubs,
                Note = $"{fileName}, sha-256 {Convert.ToHexStringLower(SHA256.HashData(text.Span))}",
            },
            cancellationToken);
    }

    /// <summary>Voids a pool: it gives no more codes from now on. Its rows become void in a job; of a pool that is still being filled they are deleted.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="voidIssued">Whether the coupons that customers have and did not redeem become void too. Can be asked for later.</param>
    /// <param name="reason">Why; for the audit log and the codes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<CouponPool>> VoidPoolAsync(
        Actor actor, string token, CouponOffer offer, CouponPool pool, bool voidIssued, string reason, CancellationToken cancellationToken)
    {
        var item = await reader.ReadAsync(CouponItems.PoolKey(offer.Id, pool.Id), cancellationToken);
        if (item is null)
            return new Problem(Problem.NotFound, L["This pool is not there."]);

        var before = CouponItems.PoolOf(item);
        if (before.State == PoolState.Voided && (before.VoidIssued || !voidIssued) && item.GetString(Attributes.Token) != token)
            return new Problem("voided", L["This pool is void already."]);

        var after = before with { State = PoolState.Voided, VoidIssued = voidIssued && before.WasReady };
        var outcome = await writes.CommitAsync(
            new()
            {
                Actor = actor,
                Token = token,
                Audit = new(PoolActions.Void, CouponItems.AuditKind, offer.Id, offer.Title) { Clubs = offer.Clubs, Note = $"{before.Name}: {reason}" },
                Entity = new(Table.Coupons, item, CouponItems.ToItem(after, item)),
                Steps = before.State == PoolState.Filling ? [new ChangeStep.Release(Table.Coupons, PoolSettings.FillingMarker(offer.Id), pool.Id)] : [],
            },
            cancellationToken);
        if (outcome is not (CommitOutcome.Saved or CommitOutcome.Unchanged))
            return new Problem("busy", L["Somebody is changing this pool. Try again in a moment."]);

        var counts = await ledger.CountsAsync(after, cancellationToken);
        await jobs.StartAsync(
            new()
            {
                Actor = actor,
                Token = JobPack.Token(token, "void-codes"),
                Kind = VoidCodesJob.JobKind,
                Title = before.WasReady ? L[$"Voiding the codes of “{before.Name}”"] : L[$"Deleting what was written of “{before.Name}”"],
                Total = before.WasReady ? counts.Free + (after.VoidIssued ? counts.Issued : 0) : 0,
                Settings = new PoolSettings(offer, pool.Id) { Reason = reason }.ToSettings(),
                Clubs = offer.Clubs,
            },
            cancellationToken);
        return after with { Version = before.Version + 1 };
    }

    internal static Stream StreamOf(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private async Task<Result<JobInfo>> FillAsync(Actor actor, string token, CouponOffer offer, string poolName, string note, JobRequest job, CancellationToken cancellationToken)
    {
        var pool = new CouponPool { Id = token, OfferId = offer.Id, Name = poolName, State = PoolState.Filling, FillJob = token };
        var outcome = await writes.CommitAsync(
            new()
            {
                Actor = actor,
                Token = JobPack.Token(token, "pool"),
                Audit = new(PoolActions.Make, CouponItems.AuditKind, offer.Id, offer.Title) { Clubs = offer.Clubs, Note = note },
                Entity = new(Table.Coupons, null, CouponItems.ToItem(pool, null)),
                Steps = [new ChangeStep.Claim(Table.Coupons, PoolSettings.FillingMarker(offer.Id), token, "PoolName")],
            },
            cancellationToken);
        return outcome switch
        {
            CommitOutcome.Taken => new Problem(Filling, L["Another pool of this offer is being filled. Wait until it is ready, or void it."]),
            // Conflicted: the same submit, which went further meanwhile.
            CommitOutcome.Saved or CommitOutcome.Conflicted => await jobs.StartAsync(job, cancellationToken),
            _ => new Problem("busy", L["Somebody is making a pool of this offer. Try again in a moment."]),
        };
    }
}
