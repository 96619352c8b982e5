using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers.Reveal;

/// <summary>How often one person revealed masked fields.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="ActorId">Their id in the staff pool.</param>
/// <param name="Reveals">Fields revealed.</param>
/// <param name="Customers">Number of customers concerned.</param>
/// <param name="Last">Time of the last reveal (UTC).</param>
public sealed record RevealSummary(string Name, string ActorId, int Reveals, int Customers, DateTimeOffset Last);

/// <summary>Reveals by person, most first.</summary>
public sealed record RevealReport(IReadOnlyList<RevealSummary> People);

/// <summary>
/// Counts reveals per person and day (IST) in the <c>system</c> table, so that all instances share one count. Each entry holds person, field,
/// customer number and time, never the value, and is kept for 90 days.
/// </summary>
internal sealed class RevealCounter(TableReader reader, UnauditedWriter unaudited, IOptions<CustomerOptions> options, TimeProvider time)
{
    private const int Tries = 8;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>Counts a reveal, unless the person has reached a limit.</summary>
    /// <returns>The limit reached; null when the reveal was counted.</returns>
    public async Task<Problem?> CountAsync(Actor actor, string sub, CustomerField field, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var now = time.GetUtcNow();
            var today = Ist.DayOf(now);
            var item = await reader.ReadAsync(KeyOf(today, actor.Id), cancellationToken);
            var of = item?.GetStrings("of") ?? [];
            if (of.Count >= limits.RevealsPerDay)
                return new("limit", L[$"You have reached the limit: {of.Count} fields shown today. Ask a colleague, or wait until tomorrow."]);

            var hourAgo = now.AddHours(-1);
            IEnumerable<string> recent = of;
            if (Ist.DayOf(hourAgo) != today)
                recent = recent.Concat((await reader.ReadAsync(KeyOf(Ist.DayOf(hourAgo), actor.Id), cancellationToken))?.GetStrings("of") ?? []);
            if (recent.Count(text => At(text) > hourAgo) >= limits.RevealsPerHour)
                return new("limit", L[$"You have reached the limit: {limits.RevealsPerHour} fields shown within an hour. Wait a while, or ask a colleague."]);

            var key = KeyOf(today, actor.Id);
            var next = new Item(key.Pk, key.Sk).Set("name", actor.Name).Set(Attributes.Version, of.Count + 1L)
                .SetStrings("of", of.Append($"{Times.ToText(now)}|{field}|{sub}"))
                .Set(Attributes.PurgeAt, (now + Retention).ToUnixTimeSeconds());
            if (await unaudited.PutAsync(Table.System, next, new RowCondition.AtVersion(of.Count), cancellationToken))
                return null;
        }

        throw new CommitBusyException("The count kept being changed by other reveals of the same person.", null);
    }

    /// <summary>Reveals of the last days by person, most first.</summary>
    /// <param name="days">Number of days, including today.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<RevealSummary>> SummaryAsync(int days, CancellationToken cancellationToken)
    {
        Dictionary<string, (string Name, List<string> Of)> people = new(StringComparer.Ordinal);
        var today = Ist.DayOf(time.GetUtcNow());
        for (var back = 0; back < days; back++)
        {
            await foreach (var item in reader.QueryAllAsync(new(Table.System, PkOf(today.AddDays(-back))), cancellationToken))
            {
                if (!people.TryGetValue(item.Sk, out var person))
                    people[item.Sk] = person = (item.GetString("name"), []);
                person.Of.AddRange(item.GetStrings("of"));
            }
        }

        return [.. people.Select(pair => new RevealSummary(
                pair.Value.Name, pair.Key, pair.Value.Of.Count, pair.Value.Of.Select(text => text.Split('|')[^1]).Distinct(StringComparer.Ordinal).Count(),
                pair.Value.Of.Select(At).DefaultIfEmpty().Max()))
            .Where(summary => summary.Reveals > 0).OrderByDescending(summary => summary.Reveals).ThenBy(summary => summary.Name, StringComparer.Ordinal)];
    }

    private static DateTimeOffset At(string text) => Times.TryParse(text.Split('|')[0], out var at) ? at : default;

    private static string PkOf(DateOnly day) => "REVEALS#" + day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static ItemKey KeyOf(DateOnly day, string actorId) => new(Table.System, PkOf(day), actorId);
}
