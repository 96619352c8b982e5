using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog.Bulk;

/// <summary>
/// Two people edit, change many at once and undo, in any order and at the same time. Whatever they do: an undo touches nothing that was edited since, and
/// no edit that was confirmed is missing from the history.
/// </summary>
public sealed class BulkPropertyTests : IAsyncLifetime
{
    private const int Offers = 6;
    private const int Tries = 25;

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (5, Gen.Select(Gen.Bool, Gen.Int[0, Offers - 1], Gen.Int[0, 3], (meera, offer, what) => (Act)new Act.Edit(meera, offer, what))),
        (3, Gen.Select(Gen.Bool, Gen.Int[1, (1 << Offers) - 1], Gen.Int[0, 5], (meera, offers, what) => (Act)new Act.Change(meera, offers, what))),
        (2, Gen.Select(Gen.Bool, Gen.Int[0, 3], (meera, back) => (Act)new Act.Undo(meera, back))));

    // Each step is up to three things at the same time.
    private static readonly Gen<Act[][]> Stories = Acts.Array[1, 3].Array[2, 9];

    private BulkWorld _world = null!;

    public async Task InitializeAsync() => _world = await BulkWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Undo_AmongEditsOfTwoPeople_TouchesNothingEditedSince_AndEveryConfirmedEditIsInTheHistory() =>
        await Stories.SampleAsync(HoldsAsync, iter: Tries, threads: 1);

    private async Task HoldsAsync(Act[][] story)
    {
        var offers = await _world.OffersAsync(Offers);
        var (confirmed, jobs) = (new List<(string Id, long Version, string By)>(), new List<JobInfo>());
        var undone = new List<(JobInfo Of, JobInfo Undo)>();
        foreach (var step in story)
        {
            // An undo is of a job that has ended; edits and further changes go on beside it.
            var known = jobs.ToArray();
            await Task.WhenAll(step.Select(act => Task.Run(async () =>
            {
                var who = act.Meera ? CatalogWorld.Meera : CatalogWorld.Rohan;
                switch (act)
                {
                    case Act.Edit edit:
                        var seen = await _world.StoredAsync(offers[edit.Offer].Id);
                        var saved = await _world.Offers.Offers.SaveAsync(who, Edited(seen, edit.What), _world.Catalog.Submit() with { Decided = true }, default);
                        if (saved.Ok && saved.Value.Stamp.Version > seen.Stamp.Version)
                            lock (confirmed)
                                confirmed.Add((saved.Value.Id, saved.Value.Stamp.Version, who.Id));
                        break;
                    case Act.Change change:
                        var rehearsal = await _world.RehearseAsync(EditOf(change.What), offers.Where((_, i) => (change.Offers >> i & 1) == 1).Select(offer => offer.Id), who);
                        var started = await _world.Bulk.StartAsync(who, rehearsal, default);
                        if (!started.Ok)
                            break; // nothing would change
                        var ended = await _world.EndedAsync(started.Value);
                        lock (jobs)
                            jobs.Add(ended);
                        break;
                    case Act.Undo undo when known.Length > 0:
                        var of = known[^(1 + (undo.Back % known.Length))];
                        var begun = await _world.Undo.StartAsync(who, of.Id, default);
                        if (begun.Ok)
                        {
                            var over = await _world.EndedAsync(begun.Value);
                            lock (undone)
                                undone.Add((of, over));
                        }

                        break;
                }
            })));
        }

        var histories = new Dictionary<string, List<AuditEntry>>(StringComparer.Ordinal);
        foreach (var offer in offers)
            histories[offer.Id] = [.. (await _world.HistoryAsync(offer.Id)).OrderBy(entry => entry.Version)];

        // Each version has one entry, and the last is the one stored.
        foreach (var offer in offers)
        {
            Assert.Equal(Enumerable.Range(1, histories[offer.Id].Count).Select(n => (long)n), histories[offer.Id].Select(entry => entry.Version));
            Assert.Equal(histories[offer.Id].Count, (await _world.StoredAsync(offer.Id)).Stamp.Version);
        }

        Assert.All(confirmed, edit => Assert.Equal((edit.By, null), histories[edit.Id][(int)edit.Version - 1] is var entry ? (entry.ActorId, entry.Run) : default));
        foreach (var job in jobs)
        {
            foreach (var item in await _world.ItemsAsync(job))
                Assert.Equal(item.Outcome == "changed" ? 1 : 0, histories[item.EntityId!].Count(entry => entry.Run == job.Id));
        }

        foreach (var (of, undo) in undone.DistinctBy(pair => pair.Undo.Id))
        {
            foreach (var item in await _world.ItemsAsync(undo))
            {
                var history = histories[item.EntityId!];
                var back = history.FindIndex(entry => entry.Run == undo.Id);
                Assert.Equal(item.Outcome == "undone", back >= 0);
                if (back < 0)
                    continue;

                // What it took back was the last thing that had been done, and it is again as before that.
                Assert.Equal(of.Id, history[back - 1].Run);
                Assert.Equal(StateAfter(history, back - 2), StateAfter(history, back));
            }
        }
    }

    private static Offer Edited(Offer offer, int what) => what switch
    {
        0 => offer with { Terms = $"Terms {offer.Stamp.Version}." },
        1 => offer with { Title = $"Title {offer.Stamp.Version} of Diwali" },
        2 => offer with { Ends = offer.Ends?.AddDays(1) ?? CatalogWorld.Now.AddDays(40) },
        _ => offer with { Status = offer.Status == EditorialStatus.Published ? EditorialStatus.Paused : EditorialStatus.Published },
    };

    private BulkEdit EditOf(int what) => what switch
    {
        0 => new() { Status = EditorialStatus.Paused },
        1 => new() { Status = EditorialStatus.Published },
        2 => new() { Status = EditorialStatus.Archived },
        3 => new() { Field = nameof(Offer.Ends), Way = BulkWay.Move, Days = 3 },
        4 => new() { Field = nameof(Offer.ClubIds), Way = BulkWay.Add, Ids = [_world.Offers.Second.Id] },
        _ => new() { Field = nameof(Offer.Title), Way = BulkWay.Replace, Find = "Diwali", Text = "New Year" },
    };

    // The attributes as the entries up to one of them leave them.
    private static string StateAfter(List<AuditEntry> history, int last)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var change in history.Take(last + 1).SelectMany(entry => entry.Changes))
        {
            if (change.After is { } after)
                state[change.Attribute] = after.ToString();
            else
                state.Remove(change.Attribute);
        }

        return JsonSerializer.Serialize(state);
    }

    private abstract record Act(bool Meera)
    {
        public sealed record Edit(bool Meera, int Offer, int What) : Act(Meera);

        public sealed record Change(bool Meera, int Offers, int What) : Act(Meera);

        public sealed record Undo(bool Meera, int Back) : Act(Meera);
    }
}
