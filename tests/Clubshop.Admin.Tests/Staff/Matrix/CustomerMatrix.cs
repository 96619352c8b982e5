using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Erase;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Reveal;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Aws;
using Clubshop.LocalAws.Cognito;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Customers: for those who help them, whoever the customer is; a customer belongs to no club.</summary>
internal sealed class CustomerMatrix : MatrixRows
{
    private static readonly Case Why = new(CaseReason.Legal, "CS-1");

    public override IEnumerable<MatrixRow> Rows =>
    [
        Helps<CustomerSearch>("FindAsync", async (search, one, _) => Let(await search.FindAsync(one.Actor, "asha@example.in", null, MatrixCase.None))),
        Helps<CustomerSearch>("MoreAsync", async (search, one, _) => Let(await search.MoreAsync(one.Actor, new([], null) { Open = [] }, null, MatrixCase.None))),
        Helps<CustomerSearch>("WithPlacesAsync", async (search, one, _) => Let(await search.WithPlacesAsync(one.Actor, new([], null) { Open = [] }, MatrixCase.None))),
        Helps<CustomerService>("FindAsync", async (customers, one, sub) => Let(await customers.FindAsync(one.Actor, sub, null, MatrixCase.None))),
        Helps<CustomerService>("UnsettledAsync", async (customers, one, _) => Let(await customers.UnsettledAsync(one.Actor, MatrixCase.None))),
        Helps<CustomerService>("RevealAsync", async (customers, one, sub) => Let(await customers.RevealAsync(one.Actor, sub, CustomerField.Email, Why, MatrixCase.None))),
        Helps<CustomerService>("ExportAsync", async (customers, one, sub) => Let(await customers.ExportAsync(one.Actor, sub, Why, MatrixCase.None))),
        Helps<CustomerService>("HelpAsync", async (customers, one, sub) =>
        {
            var seen = MatrixWorld.Stored(await customers.FindAsync(Actor.System, sub, null, MatrixCase.None)).Seen;
            return Let(await customers.HelpAsync(one.Actor, sub, new(CustomerAction.Disable, Why, seen), MatrixCase.None));
        }),
        Helps<CustomerService>("SetOptOutAsync", async (customers, one, sub) =>
            Let(await customers.SetOptOutAsync(one.Actor, sub, Channel.Sms, true, Why, MatrixCase.None))),
        Helps<CustomerService>("RemoveDeviceAsync", async (customers, one, sub) =>
            Past((await customers.RemoveDeviceAsync(one.Actor, sub, "device", Why, MatrixCase.None)).Problems)),
        Helps<CustomerService>("EraseAsync", async (customers, one, sub) => Past((await customers.EraseAsync(one.Actor, sub, Why, "not what was seen", MatrixCase.None)).Problems)),
        Helps<CustomerService>("ReceiptAsync", async (customers, one, sub) => Past((await customers.ReceiptAsync(one.Actor, sub, MatrixCase.None)).Problems)),
        Row<CustomerService>("RevealsAsync", "", [Whose.Nobodys], Oversees, async (customers, one) => Let(await customers.RevealsAsync(one.Actor, MatrixCase.None))),
        Row<CustomerService>("CanSeeReveals", "", [Whose.Nobodys], Oversees, (_, one) => Task.FromResult(CustomerService.CanSeeReveals(one.Actor))),
        Row<CustomerExports>("Find", "", [Whose.Own, Whose.Others], one => one.Whose == Whose.Own, (exports, one) =>
        {
            var address = exports.Keep(one.Whose == Whose.Own ? one.Actor : Actor.System, one.World.NewId(), new("customer.json", []));
            return Task.FromResult(exports.Find(one.Actor, address.Split('/')[^1]) is not null);
        }),
        NotAsked<CustomerExports>("Keep", "keeps what CustomerService.ExportAsync gave out; fetching it asks again"),
        NotAsked<RevealCounter>("CountAsync", "counts what CustomerService.RevealAsync let through"),
        NotAsked(typeof(CustomerEvents), "Of", "puts into words what CustomerService.FindAsync let through"),
    ];

    private static bool Oversees(MatrixCase one) => one.Actor.Has(Permission.HelpCustomers) && Permissions.ReachOf(one.Actor.Role, Permission.SeeAudit) == Reach.All;

    private static MatrixRow Helps<TService>(string method, Func<TService, MatrixCase, string, Task<bool>> call)
        where TService : notnull =>
        Anywhere<TService>(method, Permission.HelpCustomers, async (service, one) => await call(service, one, await CustomerAsync(one)));

    private static async Task<string> CustomerAsync(MatrixCase one)
    {
        var email = one.World.NewId() + "@example.in";
        var made = await one.World.Get<AwsClients>().Cognito.AdminCreateUserAsync(new()
        {
            UserPoolId = FixedIds.CustomerPoolId,
            Username = one.World.NewId(),
            MessageAction = Amazon.CognitoIdentityProvider.MessageActionType.SUPPRESS,
            UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }],
        });
        return made.User!.Attributes!.Single(attribute => attribute.Name == "sub").Value!;
    }
}

/// <summary>What the registry keeps of customers: told by the app's servers, changed by those who help.</summary>
internal sealed class RegistryMatrix : MatrixRows
{
    private const string Told = "is told by the app's servers, which the API's own keys let in; staff go through RegistryStaffService";

    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<RegistryStaffService>("SetOptOutAsync", Permission.HelpCustomers, async (care, one) =>
            Let(await care.SetOptOutAsync(one.Actor, Named(), Channel.Sms, true, null, one.World.NewId(), MatrixCase.None))),
        Anywhere<RegistryStaffService>("RemoveDeviceAsync", Permission.HelpCustomers, async (care, one) =>
            Let(await care.RemoveDeviceAsync(one.Actor, Named(), "device", null, one.World.NewId(), MatrixCase.None))),
        Anywhere<RegistryStaffService>("CorrectPhoneAsync", Permission.HelpCustomers, async (care, one) =>
            Past((await care.CorrectPhoneAsync(one.Actor, Named(), "+919876543210", "correct-phone", null, one.World.NewId(), MatrixCase.None)).Problems)),
        Anywhere<RegistryStaffService>("EraseAsync", Permission.HelpCustomers, async (care, one) =>
            Let(await care.EraseAsync(one.Actor, Named(), null, one.World.NewId(), MatrixCase.None))),
        .. ((string[])
        [
            "RegisterDeviceAsync", "RemoveDeviceAsync", "RetireDeviceAsync", "ReplaceTokenAsync", "FollowAsync", "UnfollowAsync", "SetOptOutAsync", "SetProfileAsync",
        ]).Select(method => NotAsked<RegistryService>(method, Told)),
    ];

    private static CustomerNamed Named() => new(Guid.NewGuid().ToString(), "A customer");
}
