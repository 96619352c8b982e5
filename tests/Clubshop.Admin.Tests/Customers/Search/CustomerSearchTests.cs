using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Customers.Search;

/// <summary>Every kind of input finds its person in the embedded pool, using only ListUsers; failures are explained.</summary>
public sealed class CustomerSearchTests : IAsyncLifetime
{
    private CustomerWorld _world = null!;

    public async Task InitializeAsync() => _world = await CustomerWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public static TheoryData<string, string> Inputs => new()
    {
        { "whole e-mail", "ishaani.velankar.0@dakghar.example" },
        { "whole e-mail, shouted", "ISHAANI.Velankar.0@DAKGHAR.example" },
        { "start of an e-mail", "ishaani.velankar.0@" },
        { "start of an e-mail without @", "ishaani.velankar.0" },
        { "number", "70000 00000" },
        { "number with 0", "070000 00000" },
        { "number with +91", "+91 70000-00000" },
        { "number with 0091", "00917000000000" },
        { "start of a number", "7000000000"[..9] },
        { "sub", Sub0 },
        { "user name", "Ishaani.velankar.0" },
        { "given name", "ishaani" },
        { "family name", "Velank" },
        { "both names", "Ishaani Velankar" },
        { "names the other way round", "Velankar, Ishaani" },
    };

    private static string Sub0 => Clubshop.Admin.Ops.DemoCustomers.SubOf(0);

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Find_EachKindOfInput_FindsThePerson_MaskedAndWithoutAdminGetUser(string kind, string typed)
    {
        _world.Catalog.Faults.Restart();
        var hits = await _world.FindAsync(typed);
        var hit = hits.FirstOrDefault(hit => hit.Sub == Sub0);
        Assert.True(hit is not null, kind);
        Assert.Equal(("Ishaani V.", "i•••@d•••.example", "+91 •••••• 0000"), (hit.Name, hit.Email, hit.Phone));
        Assert.NotEmpty(hit.MatchedBy);
        var asked = _world.Catalog.Faults.Operations.Where(operation => operation is not ("Query" or "UpdateItem")).ToList(); // DynamoDB: the indexes, the rate
        Assert.All(asked, operation => Assert.Equal("ListUsers", operation));
        Assert.InRange(asked.Count, 1, 4);
    }

    [Fact]
    public async Task Find_InHindi_FindsThePerson()
    {
        var hits = await _world.FindAsync("ईशानी");
        Assert.All(hits, hit => Assert.StartsWith("ईशानी ", hit.Name, StringComparison.Ordinal));
        Assert.Contains("Given name", hits[0].MatchedBy);
        Assert.Contains(hits, hit => hit.Sub == _world.First(customer => customer.Attributes["given_name"] == "ईशानी").Sub);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("%%")]
    [InlineData("\\")]
    [InlineData("x\" or sub ^= \"")]
    [InlineData("\"\"")]
    [InlineData("nobody@dakghar.example")]
    [InlineData("+44 7911 123456")]
    public async Task Find_QuotesWildcardsAndStrangers_FindsNobody(string typed) => Assert.Empty((await _world.Search.FindAsync(CustomerWorld.Farah, typed, null, default)).Value?.Hits ?? []);

    [Fact]
    public async Task Find_NamesWithQuotesAndBackslashes_AreSearchedFor()
    {
        const string Name = "Dwayne \"The\\Rock\"";
        await _world.PlaceAsync(CustomerWorld.Placed(_world.Person(1)) with
        {
            Username = "quoted",
            Sub = "0f8fad5b-d9cb-469f-a165-70867728950e",
            Attributes = new Dictionary<string, string> { ["name"] = Name, ["given_name"] = Name },
        });
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", Assert.Single(await _world.FindAsync("Dwayne \"The\\")).Sub);
    }

    [Fact]
    public async Task Find_ManyOfOneName_PagesUntilAllAreFound()
    {
        for (var n = 0; n < 75; n++)
        {
            await _world.PlaceAsync(CustomerWorld.Placed(_world.Person(1)) with
            {
                Username = $"many.{n}",
                Sub = Guid.CreateVersion7().ToString("D"),
                Attributes = new Dictionary<string, string> { ["given_name"] = "Manyara" },
            });
        }

        var page = CatalogWorld.Value(await _world.Search.FindAsync(CustomerWorld.Farah, "Manyara", null, default));
        Assert.Equal(30, page.Hits.Count);
        while (page.HasMore)
            page = CatalogWorld.Value(await _world.Search.MoreAsync(CustomerWorld.Farah, page, null, default));
        Assert.Equal(75, page.Hits.Count);
        Assert.Equal(75, page.Hits.Select(hit => hit.Sub).Distinct().Count());
    }

    [Fact]
    public async Task Find_EveryRole_EqualsThePermissionTable()
    {
        foreach (var role in Enum.GetValues<Role>().Select(role => (Role?)role).Append(null))
        {
            var actor = CatalogWorld.Person(role);
            var found = await _world.Search.FindAsync(actor, "ishaani", null, default);
            Assert.Equal(!actor.Has(Permission.HelpCustomers), found.Problems.Any(problem => problem.Code == Problem.Forbidden));
            var more = await _world.Search.MoreAsync(actor, new([], null), null, default);
            Assert.Equal(!actor.Has(Permission.HelpCustomers), more.Problems.Any(problem => problem.Code == Problem.Forbidden));
        }
    }

    [Fact]
    public async Task Find_Cancelled_StopsCallingCognito()
    {
        using var superseded = new CancellationTokenSource();
        _world.Fail(new FaultRule { Kind = FaultKind.Timeout, Operation = "ListUsers" });
        var search = _world.Search.FindAsync(CustomerWorld.Farah, "ishaani", null, superseded.Token);
        await superseded.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    [Fact]
    public async Task Find_CognitoDown_SaysSo_WithoutWhatWasTyped()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.InternalError, Operation = "ListUsers" });
        var down = await Assert.ThrowsAsync<CustomersUnreachableException>(() => _world.Search.FindAsync(CustomerWorld.Farah, "ishaani", null, default));
        Assert.DoesNotContain("ishaani", down.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ishaani", CustomersLog.TypesOf(down), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Results are checked again, in case an emulator ignores the filter.</summary>
    [Fact]
    public void Filter_OfReturnedCustomers_ChecksThemAgain()
    {
        var customer = new Customer { Sub = Sub0, UserName = "u", Status = "CONFIRMED", Enabled = true, Attributes = new Dictionary<string, string> { ["email"] = "b@x.in" } };
        Assert.False(new SearchFilter("email", "a@").Matches(customer));
        Assert.True(new SearchFilter("email", "B@").Matches(customer));
        Assert.False(new SearchFilter("email", "b@", Exact: true).Matches(customer));
        Assert.DoesNotContain("b@x.in", customer.ToString(), StringComparison.Ordinal);
    }
}
