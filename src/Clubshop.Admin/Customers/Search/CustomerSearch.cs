using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers.Search;

/// <summary>
/// Finds customers by one text. Uses only Cognito's ListUsers, which does not count towards billed users, with as few filters as possible, all
/// at once. What was typed goes to Cognito and nowhere else: not into a log, an address or the audit log.
/// </summary>
public sealed class CustomerSearch
{
    private const int PageSize = 30;

    // Cognito may return a short or empty page although others follow.
    private const int MaxEmptyPages = 4;

    private readonly CustomerPool _pool;
    private readonly CustomerContactReader _contact;

    internal CustomerSearch(CustomerPool pool, CustomerContactReader contact) => (_pool, _contact) = (pool, contact);

    /// <summary>The first page.</summary>
    /// <param name="actor">Who asks; a problem <see cref="Problem.Forbidden"/> without <see cref="Permission.HelpCustomers"/>.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="waits">Receives the waiting time when Cognito is busy.</param>
    /// <param name="cancellationToken">Cancelled when something else is typed or the page is left.</param>
    public async Task<Result<SearchPage>> FindAsync(Actor actor, string text, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        var plan = SearchPlan.Parse(text);
        return plan.Ok
            ? await RunAsync(new([], plan.Value.Note), [.. plan.Value.Filters.Select(filter => new SearchPart(filter, null))], waits, cancellationToken)
            : Result<SearchPage>.Refused(plan.Problems);
    }

    /// <summary>The earlier results together with the next page.</summary>
    public async Task<Result<SearchPage>> MoreAsync(Actor actor, SearchPage before, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        return await RunAsync(before, [.. before.Open.Where(part => part.Next is not null)], waits, cancellationToken);
    }

    /// <summary>
    /// The same results with <see cref="CustomerHit.Place"/> where the registry knows it. A step of its own, so that nobody waits for it to see who
    /// was found.
    /// </summary>
    public async Task<Result<SearchPage>> WithPlacesAsync(Actor actor, SearchPage page, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        var places = await _contact.PlacesAsync([.. page.Hits.Where(hit => hit.Place is null).Select(hit => hit.Sub)], cancellationToken);
        return page with { Hits = [.. page.Hits.Select(hit => places.TryGetValue(hit.Sub, out var place) ? hit with { Place = CustomerLabels.Of(place) } : hit)] };
    }

    private async Task<Result<SearchPage>> RunAsync(
        SearchPage before, IReadOnlyList<SearchPart> parts, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        // If one of the parallel calls fails, the others are cancelled: their results would not be shown.
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calls = parts.Select(part => FollowAsync(part, waits, together)).ToList();
        (SearchPart Part, List<Customer> Found)[] answers;
        try
        {
            answers = await Task.WhenAll(calls);
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (calls.Select(call => call.Exception?.InnerException).FirstOrDefault(failure => failure is not null and not OperationCanceledException) is not { } first)
                throw;
            if (first is CognitoBusyException)
                return CustomerLabels.Busy();
            throw new CustomersUnreachableException(first);
        }

        return new SearchPage(Merge(before.Hits, answers), before.Note) { Open = [.. answers.Select(answer => answer.Part)] };
    }

    private async Task<(SearchPart Part, List<Customer> Found)> FollowAsync(SearchPart part, IProgress<TimeSpan>? waits, CancellationTokenSource together)
    {
        try
        {
            List<Customer> found = [];
            var next = part.Next;
            for (var page = 0; page <= MaxEmptyPages; page++)
            {
                var (users, after) = await _pool.ListAsync(part.Filter.Text, PageSize, next, waits, together.Token);
                found.AddRange(users.Where(part.Filter.Matches));
                next = after;
                if (next is null || found.Count > 0)
                    break;
            }

            return (part with { Next = next }, found);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await together.CancelAsync();
            throw;
        }
    }

    private static IReadOnlyList<CustomerHit> Merge(IReadOnlyList<CustomerHit> before, IEnumerable<(SearchPart Part, List<Customer> Found)> answers)
    {
        Dictionary<string, CustomerHit> hits = new(StringComparer.Ordinal);
        foreach (var hit in before)
            hits[hit.Sub] = hit;

        foreach (var (part, found) in answers)
        {
            foreach (var customer in found)
            {
                var whole = part.Filter.IsWhole(customer);
                hits[customer.Sub] = hits.TryGetValue(customer.Sub, out var known)
                    ? known with { MatchedBy = [.. known.MatchedBy.Append(part.Filter.Label).Distinct(StringComparer.Ordinal)], Whole = known.Whole || whole }
                    : HitOf(customer, part.Filter, whole);
            }
        }

        return [.. hits.Values.OrderByDescending(hit => hit.Whole)];
    }

    private static CustomerHit HitOf(Customer customer, SearchFilter filter, bool whole) => new()
    {
        Sub = customer.Sub,
        Name = customer.MaskedName,
        Email = customer.Masked(CustomerField.Email),
        Phone = customer.Masked(CustomerField.Phone),
        Status = customer.Status,
        Enabled = customer.Enabled,
        CreatedAt = customer.CreatedAt,
        MatchedBy = [filter.Label],
        Whole = whole,
    };
}

/// <summary>Cognito cannot be reached or failed.</summary>
public sealed class CustomersUnreachableException(Exception inner) : Exception("Cognito did not answer.", inner);
