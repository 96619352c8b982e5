using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Watch.Rules;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>Offers that look like an older one of their shop, from memory.</summary>
internal sealed class LookAlikeFinder(RecordIndex<OfferRow> offers, TimeProvider time) : IFinder
{
    public Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Look>>(
    [
        new(FindingKind.LookAlike,
        [
            .. LookAlikes.Find(offers.All(), time.GetUtcNow()).Select(pair => new Found(
                new(FindingKind.LookAlike, OfferKind.Name, pair.Newer.Id), pair.Newer.Title, $"Its shop has another offer that reads like it and is on at the same time: “{pair.Older.Title}”.",
                pair.Older.Id, pair.Newer.Version)
            {
                Other = pair.Older.Id,
            }),
        ]),
    ]);
}
