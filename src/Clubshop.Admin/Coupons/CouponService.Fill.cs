using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>Makes pools: of generated codes, and of codes from a file. A job fills them; the page follows it.</summary>
public sealed partial class CouponService
{
    /// <summary>Bytes that a file of codes may have: a hundred thousand codes, and room for other columns.</summary>
    public const long LargestFile = 16 * 1024 * 1024;

    /// <summary>Bytes of a file of codes, and what to do with a larger one.</summary>
    internal static (long Bytes, string Advice) FileLimit => (LargestFile, L["Split it, and make a pool of each part."]);

    /// <summary>Makes a pool and starts to fill it with generated codes.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="poolName">The pool's name.</param>
    /// <param name="recipe">How many codes, and how they look.</param>
    /// <param name="token">Made once per submit; the job's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job; or the problems at their fields <c>PoolName</c>, <c>Count</c>, <c>Length</c>, <c>Prefix</c>.</returns>
    public async Task<Result<JobInfo>> GenerateAsync(Actor actor, string offerId, string? poolName, CodeRecipe recipe, string token, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<JobInfo>.Refused(asked.Problems);

        var name = CouponRules.PoolName(poolName);
        recipe = recipe with { Prefix = CouponRules.Prefix(recipe.Prefix) };
        Problem[] problems = [.. name.Problems, .. recipe.Check().Select(wrong => new Problem("recipe", CouponTexts.Of(wrong), wrong.Property))];
        if (problems.Length > 0)
            return Result<JobInfo>.Refused(problems);

        return await ToPoolsAsync(actor, asked.Value, cancellationToken) is { } refusal
            ? refusal
            : await _pools.GenerateAsync(actor, token, OfferOf(asked.Value), name.Value!, recipe, cancellationToken);
    }

    /// <summary>Keeps a file of codes that a person chose or pasted, for a day.</summary>
    public async Task<Result<ImportFile>> KeepAsync(Actor actor, string offerId, string name, Stream content, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<ImportFile>.Refused(asked.Problems);

        try
        {
            var plain = Catalog.Fields.PlainText.Line(name.Split('/', '\\')[^1]);
            return await _files.KeepAsync(actor, FileKind(offerId), VisibleText.CanBeSeen(plain) && VisibleText.Wrong(plain) is null ? TextCut.Units(plain, 120) : "codes.csv", content, FileLimit, cancellationToken);
        }
        catch (CsvProblemException tooLarge)
        {
            return new Problem("too-large", tooLarge.Message);
        }
    }

    /// <summary>What a file of codes would do. The problem is that it cannot be read, or has no code.</summary>
    public async Task<Result<CodeFileCheck>> CheckAsync(Actor actor, string offerId, string fileId, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<CodeFileCheck>.Refused(asked.Problems);
        if (await FileAsync(actor, offerId, fileId, cancellationToken) is not { } file)
            return NoFile();

        try
        {
            return await CodeFile.CheckAsync(file, _files.Open(file.Id), cancellationToken);
        }
        catch (CsvProblemException problem)
        {
            return new Problem("file", problem.Message, "File");
        }
    }

    /// <summary>Makes a pool and starts to fill it with the codes of a file; the file is deleted then.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="poolName">The pool's name.</param>
    /// <param name="fileId">The file (<see cref="KeepAsync"/>); the job's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<JobInfo>> ImportAsync(Actor actor, string offerId, string? poolName, string fileId, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<JobInfo>.Refused(asked.Problems);

        var name = CouponRules.PoolName(poolName);
        if (!name.Ok)
            return Result<JobInfo>.Refused(name.Problems);
        if (await FileAsync(actor, offerId, fileId, cancellationToken) is not { } file)
            return NoFile();
        if (await ToPoolsAsync(actor, asked.Value, cancellationToken) is { } refusal)
            return refusal;

        using var text = new MemoryStream();
        await using (var stream = _files.Open(file.Id))
            await stream.CopyToAsync(text, cancellationToken);

        var job = await _pools.ImportAsync(actor, file.Id, OfferOf(asked.Value), name.Value, file.Name, text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
        if (job.Ok)
            await _files.DropAsync(actor.Id, file, CancellationToken.None); // the job has its own copy until it is done

        return job;
    }

    // Who makes a pool wants customers to get its codes. A shared code is not given up without a word.
    private async Task<Problem?> ToPoolsAsync(Actor actor, Offers.Offer offer, CancellationToken cancellationToken)
    {
        var settings = await _ledger.SettingsAsync(offer.Id, cancellationToken);
        switch (settings.Mode)
        {
            case CouponMode.Pools:
                await _watch.AddAsync(offer.Id, shared: false, cancellationToken);
                return null;
            case CouponMode.Shared:
                return new("shared", L["All customers of this offer share one code. To give everybody a code of their own, choose pools of codes in the settings first."]);
            default:
                var saved = await SaveAsync(actor, OfferOf(offer), settings with { Mode = CouponMode.Pools, SharedCode = null }, Ids.New(_time), cancellationToken);
                return saved.Ok ? null : saved.Problems[0];
        }
    }

    private async Task<ImportFile?> FileAsync(Actor actor, string offerId, string fileId, CancellationToken cancellationToken) =>
        await _files.FindAsync(actor.Id, fileId, cancellationToken) is { } file && file.Kind == FileKind(offerId) ? file : null;

    private static string FileKind(string offerId) => "codes-" + offerId;

    private static Problem NoFile() => new(Problem.NotFound, L["This file is not here any more: files of codes are kept for a day. Choose it again."], "File");
}
