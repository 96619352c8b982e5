using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Tests.Input;
using CsCheck;

namespace Clubshop.Admin.Tests.Customers.Search;

public sealed class SearchPlanFuzzTests
{
    [Fact]
    public void Parse_AnyText_IsAProblemOrFiltersThatCognitoTakes() => AnyText.Of(60).Sample(typed =>
    {
        var plan = SearchPlan.Parse(typed);
        Assert.True(plan.Ok != (plan.Problems.Count > 0));
        foreach (var filter in plan.Value?.Filters ?? [])
        {
            Assert.True(filter.Text.Length <= 256, filter.Text);
            Assert.True(IsOneQuoted(filter.Text), filter.Text);
            Assert.DoesNotContain(filter.Text, char.IsControl);
            Assert.False(AnyText.HasHalfACharacter(filter.Text));
            Assert.True(filter.Value.Trim().Length > 1, filter.Text);
            Assert.False(filter.Attribute == "email" && filter.Value.EndsWith('@'), filter.Text);
        }
    });

    private static bool IsOneQuoted(string filter)
    {
        var open = filter.IndexOf('"', StringComparison.Ordinal);
        for (var i = open + 1; i < filter.Length; i++)
        {
            if (filter[i] == '\\')
                i++;
            else if (filter[i] == '"')
                return i == filter.Length - 1;
        }

        return false;
    }
}
