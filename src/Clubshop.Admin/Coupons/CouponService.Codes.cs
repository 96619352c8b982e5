using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>The codes of a pool, as the person may see them.</summary>
public sealed partial class CouponService
{
    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(1);

    /// <summary>Codes on a page.</summary>
    public const int PageSize = 25;

    /// <summary>Who gave a coupon out, where it was the customers' own app (<see cref="IssueRequest.By"/>).</summary>
    public const string App = "app";

    // Where few codes of a large pool are in a state, a page is what so many reads find.
    private const int MostReads = 20;

    /// <summary>A page of the codes of a pool, hidden but for their ends. For everybody who sees the catalog.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="poolId">The pool.</param>
    /// <param name="state">Only those in this state; null for all. An expired one is issued.</param>
    /// <param name="after">The number after which the page begins; 0 for the first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<CodeRows>> CodesAsync(Actor actor, string offerId, string poolId, CouponState? state, int after, CancellationToken cancellationToken)
    {
        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return Result<CodeRows>.Refused(found.Problems);
        if (await PoolAsync(offerId, poolId, cancellationToken) is not { } pool)
            return NoPool();

        List<Coupon> coupons = [];
        int? next = Math.Max(0, after);
        for (var reads = 0; next is { } from && coupons.Count < PageSize && reads < MostReads; reads++)
        {
            var page = await _ledger.PageAsync(pool, from, PageSize - coupons.Count, state == CouponState.Expired ? CouponState.Issued : state, cancellationToken);
            coupons.AddRange(page.Coupons);
            next = page.Next;
        }

        return new CodeRows(await RowsAsync(coupons, found.Value, [pool], cancellationToken), next);
    }

    /// <summary>
    /// Shows codes for <see cref="ShownFor"/>, to those who may edit the offer; the audit log has it before they see any.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="coupons">Which (<see cref="CouponRow.Ref"/>), at most 100; those of other offers are left out. Empty for the shared code, which is then under the empty key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<RevealedCodes>> RevealAsync(Actor actor, string offerId, IReadOnlyList<string> coupons, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<RevealedCodes>.Refused(asked.Problems);

        var codes = coupons.Count == 0
            ? await _ledger.SettingsAsync(offerId, cancellationToken) is { SharedCode: { } shared } ? [("", shared)] : []
            : await ReadAsync(offerId, coupons, cancellationToken);
        if (codes.Count == 0)
            return new Problem("empty", L["There is no code to show any more. Reload the page."]);

        var note = $"{CouponCode.Masked(codes[0].Code)}{(codes.Count > 1 ? $" and {Format.Number(codes.Count - 1)} more" : "")}";
        await _writes.RecordAsync(actor, Ids.New(_time), CouponAudit.Draft(CouponAudit.Reveal, OfferOf(asked.Value), note), cancellationToken);
        return new RevealedCodes(codes.ToDictionary(pair => pair.Ref, pair => CouponCode.Grouped(pair.Code), StringComparer.Ordinal), _time.GetUtcNow() + ShownFor);
    }

    /// <summary>
    /// Finds the code that a text means, in any case, with or without blanks and dashes; or what a customer has, by the customer number. For those who edit
    /// the offer, and those who help customers.
    /// </summary>
    /// <returns>The coupons, hidden; or the problem, of the field <c>Code</c>: no code, or the offer has no such one.</returns>
    public async Task<Result<CouponRows>> LookUpAsync(Actor actor, string offerId, string? text, CancellationToken cancellationToken)
    {
        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return Result<CouponRows>.Refused(found.Problems);
        if (!MayLookUp(actor, found.Value))
            return new Problem(Problem.Forbidden, L["Codes are looked up by those who edit the offer, and by those who help customers."]);

        if (text is { Length: <= CouponCode.MaxTyped } && SearchPlan.NumberIn(text) is { } sub && await _ledger.OfCustomerAsync(offerId, sub, cancellationToken) is { Count: > 0 } has)
            return new CouponRows(await RowsAsync(has, found.Value, null, cancellationToken));

        var read = CouponCode.Read(text);
        if (read.Code is not { } code)
            return new Problem("code", CouponTexts.Of(read) ?? L["This is no code."], "Code");
        if (_guesses.Wait(actor.Id) is { } wait)
            return new Problem("too-many", GuessLimit.Text(wait), "Code");
        if (await _ledger.FindAsync(offerId, code, cancellationToken) is { } coupon)
            return new CouponRows(await RowsAsync([coupon], found.Value, null, cancellationToken));

        if ((await _ledger.SettingsAsync(offerId, cancellationToken)).SharedCode == code)
            return new Problem("shared", L["This is the code that all customers of the offer share. Enter a customer number to see whether that customer has it."], "Code");

        // Who tries codes until one is there is stopped, and it is known who did.
        if (_guesses.Missed(actor.Id))
        {
            var note = $"{Format.Number(GuessLimit.Most)} codes that do not exist, so that no more could be looked up for a while";
            await _writes.RecordAsync(actor, Ids.New(_time), CouponAudit.Draft(CouponAudit.Guess, OfferOf(found.Value), note), cancellationToken);
        }

        return new Problem("unknown", L["No pool of this offer has this code. Check it letter by letter; it may belong to another offer."], "Code");
    }

    /// <summary>One coupon, hidden. For everybody who sees the catalog.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="coupon">Which (<see cref="CouponRow.Ref"/>).</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<CouponRow>> GetAsync(Actor actor, string offerId, string coupon, CancellationToken cancellationToken)
    {
        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return Result<CouponRow>.Refused(found.Problems);

        return CouponRef.TryParse(coupon) is { } place && place.OfferId == offerId && await _ledger.GetAsync(place, cancellationToken) is { } stored
            ? (await RowsAsync([stored], found.Value, null, cancellationToken))[0]
            : new Problem(Problem.NotFound, L["This offer has no such coupon. Reload the page."]);
    }

    /// <summary>Begins to export a pool: the audit log has it before anything is sent.</summary>
    public async Task<Result<CouponExport>> BeginExportAsync(Actor actor, string offerId, string poolId, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<CouponExport>.Refused(asked.Problems);
        if (await PoolAsync(offerId, poolId, cancellationToken) is not { } pool)
            return NoPool();

        var note = $"“{pool.Name}”, {Format.Number(pool.Total)} {(pool.Total == 1 ? "code" : "codes")}";
        await _writes.RecordAsync(actor, Ids.New(_time), CouponAudit.Draft(AuditActions.Export, OfferOf(asked.Value), note), cancellationToken);
        return new CouponExport(asked.Value, pool);
    }

    /// <summary>Writes all codes of a pool, in order of their numbers, as they are while it goes through them.</summary>
    /// <param name="export">The pool.</param>
    /// <param name="workbook">Whether as an Excel workbook; otherwise as CSV.</param>
    /// <param name="to">What is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(CouponExport export, bool workbook, Stream to, CancellationToken cancellationToken)
    {
        var (names, now) = (await NamesAsync(cancellationToken), _time.GetUtcNow());
        await using var table = await TableFile.BeginAsync(to, workbook, "Codes", CodeColumns, cancellationToken);
        await foreach (var coupon in _ledger.AllAsync(export.Pool, cancellationToken))
        {
            await table.WriteAsync(
                [
                    coupon.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), coupon.Code, CouponLabels.Word(coupon.StateAt(now, export.Offer.Ends)).ToLowerInvariant(),
                    coupon.CustomerId ?? "", When(coupon.IssuedAt), NameOf(coupon.IssuedBy, names) ?? "", When(coupon.RedeemedAt), When(coupon.VoidedAt),
                    NameOf(coupon.VoidedBy, names) ?? "", coupon.Reason ?? "",
                ],
                cancellationToken);
        }

        await table.EndAsync(cancellationToken);

        static string When(DateTimeOffset? at) => at is { } moment ? Ist.From(moment).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
    }

    private static readonly IReadOnlyList<(string Name, CellKind Kind)> CodeColumns =
    [
        ("number", CellKind.Number), ("code", CellKind.Text), ("state", CellKind.Text), ("customer", CellKind.Text), ("issued (IST)", CellKind.Moment), ("issued by", CellKind.Text),
        ("redeemed (IST)", CellKind.Moment), ("voided (IST)", CellKind.Moment), ("voided by", CellKind.Text), ("reason", CellKind.Text),
    ];

    private async Task<IReadOnlyList<(string Ref, string Code)>> ReadAsync(string offerId, IReadOnlyList<string> coupons, CancellationToken cancellationToken)
    {
        var places = coupons.Take(100).Select(CouponRef.TryParse).OfType<CouponRef>().Where(place => place.OfferId == offerId).ToList();
        var read = await Task.WhenAll(places.Select(place => _ledger.GetAsync(place, cancellationToken)));
        return [.. read.OfType<Coupon>().Select(coupon => (coupon.Ref.ToString(), coupon.Code))];
    }

    private async Task<CouponPool?> PoolAsync(string offerId, string poolId, CancellationToken cancellationToken) =>
        Ids.IsValid(poolId) && await _reader.ReadAsync(CouponItems.PoolKey(offerId, poolId), cancellationToken) is { } item ? CouponItems.PoolOf(item) : null;

    private async Task<IReadOnlyList<CouponRow>> RowsAsync(IReadOnlyList<Coupon> coupons, Offer offer, IReadOnlyList<CouponPool>? pools, CancellationToken cancellationToken)
    {
        if (coupons.Count == 0)
            return [];

        pools ??= coupons.Any(coupon => coupon.PoolId is not null) ? await _ledger.PoolsAsync(offer.Id, cancellationToken) : [];
        var named = pools.ToDictionary(pool => pool.Id, StringComparer.Ordinal);
        var names = coupons.Any(coupon => coupon.IssuedBy is not (null or App) || coupon.RedeemedBy is not null || coupon.VoidedBy is not null) ? await NamesAsync(cancellationToken) : NoNames;
        return [.. coupons.Select(coupon => RowOf(coupon, offer, coupon.PoolId is { } id ? named.GetValueOrDefault(id) : null, names))];
    }

    private CouponRow RowOf(Coupon coupon, Offer offer, CouponPool? pool, IReadOnlyDictionary<string, string> names) => new()
    {
        Ref = coupon.Ref.ToString(),
        Masked = CouponCode.Masked(coupon.Code),
        Number = coupon.Number,
        State = coupon.StateAt(_time.GetUtcNow(), offer.Ends),
        PoolId = coupon.PoolId,
        PoolName = pool?.Name,
        CustomerId = coupon.CustomerId,
        IssuedAt = coupon.IssuedAt,
        IssuedBy = ShownNameOf(coupon.IssuedBy, names),
        RedeemedAt = coupon.RedeemedAt,
        RedeemedBy = ShownNameOf(coupon.RedeemedBy, names),
        VoidedAt = coupon.VoidedAt,
        VoidedBy = ShownNameOf(coupon.VoidedBy, names),
        Reason = coupon.Reason,
    };

    private static readonly IReadOnlyDictionary<string, string> NoNames = new Dictionary<string, string>();

    private static string? NameOf(string? by, IReadOnlyDictionary<string, string> names) =>
        by is null ? null : by == App ? L.Later("The app") : by == Actor.System.Id ? Actor.System.Name : names.GetValueOrDefault(by) ?? L.Later("Another program");

    // For people; what is no name, in their language.
    private static string? ShownNameOf(string? by, IReadOnlyDictionary<string, string> names) =>
        NameOf(by, names) is not { } name ? null : by is App || !names.ContainsKey(by!) ? L[name] : name;

    // Names are an ornament: without the directory the rest is shown.
    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var known in await Task.WhenAll(_people.Take(1).Select(people => people.NamesAsync(cancellationToken)).Concat(_programs.Select(programs => programs.NamesAsync(cancellationToken)))))
            {
                foreach (var (id, name) in known)
                    names[id] = name;
            }

            return names;
        }
        catch (Exception directory) when (directory is not OperationCanceledException && Outages.IsAway(directory))
        {
            return NoNames;
        }
    }

    private static Problem NoPool() => new(Problem.NotFound, L["This offer has no such pool. Reload the page."]);
}

/// <summary>A pool about to be exported; <see cref="CouponService.BeginExportAsync"/> has recorded it.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Pool">The pool.</param>
public sealed record CouponExport(Offer Offer, CouponPool Pool);
