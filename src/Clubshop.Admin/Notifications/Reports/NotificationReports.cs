using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Reports;

/// <summary>The progress and outcomes of a notification.</summary>
public sealed record NotificationReport
{
    /// <summary>The notification.</summary>
    public required Notification Notification { get; init; }

    /// <summary>The progress that was last stored.</summary>
    public required SendProgress Progress { get; init; }

    /// <summary>The notifications before and after it, where it was sent again.</summary>
    public NotificationLine Line { get; init; } = new(null, null, false);

    /// <summary>Whether it can be sent again to those whom it did not reach.</summary>
    public bool CanBeSentAgain => Notification.EndedAt is not null && !Line.WasSentAgain && Notification.NotReached + Notification.MayHaveIt > 0;

    /// <summary>Coupons of its offer given out and redeemed since it began, by anybody; null while it runs, and where there is nothing to tell.</summary>
    public OfferCoupons? CouponsSince { get; init; }

    /// <summary>Total number of messages.</summary>
    public long Total => Notification.Frozen?.Messages ?? 0;

    /// <summary>Number of messages with this outcome. After the end, recipients without a row count as not sent.</summary>
    public long Count(Outcome outcome) => outcome == Outcome.NotSent && Notification.EndedAt is not null
        ? Notification.Counts.GetValueOrDefault("notsent")
        : Progress.Counts.GetValueOrDefault(outcome);

    /// <summary>Number of messages that have an outcome.</summary>
    public long Settled => Count(Outcome.Accepted) + Count(Outcome.Refused) + Count(Outcome.LeftOut) + Count(Outcome.Unknown) + Count(Outcome.NotSent) + Count(Outcome.OverLimit);

    /// <summary>When it will end at its rate (UTC); null if it has ended or waits.</summary>
    public DateTimeOffset? DoneAbout => Notification.State == NotificationState.Sending && Progress.WaitsUntil is null && Notification.PerMinute > 0
        ? Progress.At + TimeSpan.FromMinutes((double)(Total - Settled) / Notification.PerMinute)
        : null;
}

/// <summary>Reports on a notification and its messages, from the delivery ledger. Visible to those who may see the notification.</summary>
public sealed class NotificationReports
{
    private readonly NotificationService _service;
    private readonly DeliveryLedger _ledger;
    private readonly RecipientLists _lists;
    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly IOfferCoupons? _coupons;
    private readonly TimeProvider _time;

    internal NotificationReports(NotificationService service, DeliveryLedger ledger, RecipientLists lists, TableReader reader, WriteUnit writes, IOfferCoupons? coupons, TimeProvider time) =>
        (_service, _ledger, _lists, _reader, _writes, _coupons, _time) = (service, ledger, lists, reader, writes, coupons, time);

    /// <summary>The current report.</summary>
    public async Task<Result<NotificationReport>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await _service.FindAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        // A draft has no progress, even if it was scheduled before.
        var progress = found.Value.StartedAt is null ? null : await SendLease.ReadAsync(id, _reader, cancellationToken);
        var line = await _service.LineAsync(actor, id, cancellationToken);
        return new NotificationReport { Notification = found.Value, Progress = progress ?? new(), Line = line.Value ?? new(null, null, false), CouponsSince = await CouponsSinceAsync(actor, found.Value, cancellationToken) };
    }

    /// <summary>A page of the log.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The notification.</param>
    /// <param name="only">One outcome; null for all.</param>
    /// <param name="size">Rows wanted.</param>
    /// <param name="token"><see cref="DeliveryPage.Next"/> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<DeliveryPage>> RowsAsync(Actor actor, string id, Outcome? only, int size, string? token, CancellationToken cancellationToken)
    {
        var found = await _service.FindAsync(actor, id, cancellationToken);
        return found.Ok ? await _ledger.PageAsync(id, only, size, token, cancellationToken) : found.Problems[0];
    }

    /// <summary>Checks whether the outcomes may be exported, and records the export in the audit log.</summary>
    public async Task<Result<Notification>> BeginExportAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await _service.FindAsync(actor, id, cancellationToken);
        if (found.Ok && found.Value.Frozen is { } frozen)
        {
            await _writes.RecordAsync(
                actor, Ids.New(_time),
                    new(NotificationActions.Export, NotificationStore.Kind, id, found.Value.Name) { Note = $"{Money.Grouped(frozen.Messages)} recipients" },
                    cancellationToken);
        }

        return found;
    }

    /// <summary>Writes the outcomes in the order of the recipients, including those who were never reached. Contains no addresses.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="workbook">Whether as an Excel workbook; otherwise as CSV.</param>
    /// <param name="to">What is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(Notification notification, bool workbook, Stream to, CancellationToken cancellationToken)
    {
        Languages.Use(Languages.English); // as files are
        await using var table = await TableFile.BeginAsync(to, workbook, "Outcomes", Columns, cancellationToken);
        await _ledger.ReadyAsync(cancellationToken);
        var first = 0;
        await foreach (var chunk in notification.Frozen is { } frozen ? _lists.ReadAsync(frozen.ListId, cancellationToken) : AsyncEnumerable.Empty<IReadOnlyList<Recipient>>())
        {
            var keys = chunk.Select(recipient => _ledger.KeyOf(notification.Id, recipient)).ToList();
            var rows = await _ledger.FindManyAsync(keys, cancellationToken);
            for (var i = 0; i < chunk.Count; i++)
                await table.WriteAsync(Line(first + i, chunk[i], rows.GetValueOrDefault(keys[i])), cancellationToken);

            first += chunk.Count;
        }

        await table.EndAsync(cancellationToken);
    }

    private async Task<OfferCoupons?> CouponsSinceAsync(Actor actor, Notification it, CancellationToken cancellationToken)
    {
        if (_coupons is null || it is not { EndedAt: not null, CouponsBefore: { } before, OfferId: { } offer } || !actor.Has(Permission.SeeCatalog))
            return null;

        // Coupons that were voided since are no longer given out.
        return await _coupons.CountAsync(offer, cancellationToken) is { } now
            ? new(Math.Max(0, now.Given - before.Given), Math.Max(0, now.Redeemed - before.Redeemed))
            : null;
    }

    private static readonly IReadOnlyList<(string Name, CellKind Kind)> Columns =
    [
        ("number", CellKind.Number), ("customer", CellKind.Text), ("to", CellKind.Text), ("outcome", CellKind.Text), ("why", CellKind.Text), ("status", CellKind.Text),
        ("tries", CellKind.Number), ("time (IST)", CellKind.Text),
    ];

    private static IReadOnlyList<string> Line(int number, Recipient recipient, Delivery? row) =>
    [
        (number + 1).ToString(CultureInfo.InvariantCulture), recipient.Sub ?? "", row?.To ?? "", row is null ? "Not sent" : NotificationLabels.Of(row.Outcome).Text,
        NotificationLabels.Reason(row?.Reason), row?.Reason ?? "", (row?.Tries ?? 0).ToString(CultureInfo.InvariantCulture), row is null ? "" : Ui.Format.DateTime(row.At),
    ];
}
