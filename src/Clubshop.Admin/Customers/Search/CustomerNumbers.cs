using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers.Search;

/// <summary>A customer found by a number, masked.</summary>
/// <param name="Sub">The customer number: Cognito's <c>sub</c>.</param>
/// <param name="Name">First name and initial for those who help customers; for others "Customer" and the beginning of the number.</param>
public sealed record NamedCustomer(string Sub, string Name);

/// <summary>
/// Finds the one customer that a number means, for what is given to a customer by hand. By the customer number for those who edit the catalog;
/// by the phone number too for those who help customers. What was typed goes to Cognito and nowhere else.
/// </summary>
public sealed class CustomerNumbers
{
    private readonly CustomerPool _pool;
    private readonly CustomerSearch _search;

    internal CustomerNumbers(CustomerPool pool, CustomerSearch search) => (_pool, _search) = (pool, search);

    /// <summary>The customer with this number.</summary>
    /// <param name="actor">Who asks: <see cref="Permission.EditCatalog"/>, and <see cref="Permission.HelpCustomers"/> for a phone number.</param>
    /// <param name="text">A customer number, or a whole phone number as people write it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The customer; or the problem, of the field <c>Customer</c>: no number, nobody has it, several have it, or the account is disabled.</returns>
    /// <exception cref="CustomersUnreachableException">Cognito did not answer.</exception>
    public async Task<Result<NamedCustomer>> FindAsync(Actor actor, string? text, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditCatalog) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(text))
            return Wrong("empty", L["Say which customer: by the customer number."]);

        if (SearchPlan.NumberIn(text) is { } sub)
            return await OfSubAsync(actor, sub, cancellationToken);
        if (!PhoneReader.IsPhone(text))
            return Wrong("customer", L["This is no customer number. It stands on the customer’s page and in their app, and looks like 7c9e6679-7425-40de-944b-e07fc1f90ae7."]);
        if (!actor.Has(Permission.HelpCustomers))
            return Wrong("phone", L["Only those who help customers find them by phone number. Ask for the customer number; it stands in the customer’s app."]);

        var phone = PhoneReader.Read(text);
        if (!phone.Ok)
            return Wrong("phone", phone.Problems[0].Message);

        var found = await _search.FindAsync(actor, phone.Value, null, cancellationToken);
        return found.Value?.Hits.Where(hit => hit.Whole).ToList() switch
        {
            null => Result<NamedCustomer>.Refused(found.Problems),
            [var one] => await OfSubAsync(actor, one.Sub, cancellationToken),
            [] => Wrong("unknown", L["No customer has this phone number."]),
            _ => Wrong("several", L["Several customers have this phone number. Look for them on the page of customers, and enter the customer number of the one you mean."]),
        };
    }

    private async Task<Result<NamedCustomer>> OfSubAsync(Actor actor, string sub, CancellationToken cancellationToken)
    {
        try
        {
            if (await _pool.FindAsync(sub, null, cancellationToken) is not { } customer || customer.Sub != sub)
                return Wrong("unknown", L["No customer has this number."]);

            return customer.Enabled
                ? new NamedCustomer(sub, actor.Has(Permission.HelpCustomers) ? customer.MaskedName : CustomerLabels.NumberOf(sub))
                : Wrong("disabled", L["This customer’s account is disabled, so nothing is given to it."]);
        }
        catch (CognitoBusyException)
        {
            return CustomerLabels.Busy();
        }
        catch (Exception failure) when (CustomerRefusals.IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new CustomersUnreachableException(failure);
        }
    }

    private static Problem Wrong(string code, string message) => new(code, message, "Customer");
}
