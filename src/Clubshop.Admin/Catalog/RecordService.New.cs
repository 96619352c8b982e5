using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <content>Filling an empty catalog.</content>
public abstract partial class RecordService<T>
{
    /// <summary>
    /// Saves records that are new, several in one transaction: <see cref="SaveAsync(Actor, T, Submit, CancellationToken)"/> for filling an empty catalog. What
    /// it asks and writes of each is the same.
    /// </summary>
    /// <returns>The results, in the order of the records.</returns>
    internal async Task<IReadOnlyList<Result<T>>> SaveNewAsync(Actor actor, IReadOnlyList<(T Record, Submit Submit)> records, CancellationToken cancellationToken)
    {
        var results = new Result<T>?[records.Count];
        var ready = new List<(int Of, (T, Submit, IEnumerable<ChangeStep>) New)>(records.Count);
        foreach (var (i, (record, submit)) in records.Index())
        {
            var after = Clean(record);
            if (Validate(actor, null, after) is { Count: > 0 } problems)
            {
                results[i] = Result<T>.Refused(problems);
                continue;
            }

            var slug = after.Slug.Length > 0 ? after.Slug : SlugsFor(after).First();
            after = With(after, slug, after.Code.Length > 0 ? after.Code : slug, after.Status);
            var steps = await StepsAsync(null, after, submit, cancellationToken);
            if (steps.Ok)
                ready.Add((i, (after, submit, [.. steps.Value, .. PictureSteps(null, after)])));
            else
                results[i] = Result<T>.Refused(steps.Problems);
        }

        foreach (var ((i, _), outcome) in ready.Zip(await store.CommitNewAsync(actor, [.. ready.Select(one => one.New)], cancellationToken)))
        {
            // A slug that is taken has another one tried, and what else was in the way is explained, as for a record by itself.
            results[i] = outcome is StoreOutcome<T>.Saved saved ? saved.Record : await SaveAsync(actor, records[i].Record, records[i].Submit, cancellationToken);
        }

        return results!;
    }
}
