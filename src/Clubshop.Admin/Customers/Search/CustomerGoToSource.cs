using Clubshop.Admin.GoTo;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Customers.Search;

/// <summary>
/// Offers the page of the customer whose whole number was typed. Nothing is looked up while somebody types, so that Cognito is asked only, and
/// within its budget, when the entry is chosen. What looks like an email, a phone number or a user name leads to the search; the text itself
/// goes nowhere.
/// </summary>
public sealed class CustomerGoToSource : IGoToSource
{
    private static string Group => L["Customers"];
    private const int LeastDigits = 4;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<GoToItem> found = text.IsEmpty || !actor.Has(Permission.HelpCustomers) ? []
            : SearchPlan.NumberIn(text.Typed) is { } number
                ? [new(Group, L[$"Customer {number}"], CustomerUrls.Of(number), Icons.Customers) { Sub = L["Look up by number"] }]
            : text.Typed.Contains('@', StringComparison.Ordinal) || PhoneReader.Digits(text.Typed) is { Text.Length: >= LeastDigits }
                ? [new(Group, L["Search customers"], CustomerUrls.List, Icons.Customers) { Sub = L["Type it there"], Match = GoToMatch.Inside }]
            : [];
        return ValueTask.FromResult(found);
    }
}
