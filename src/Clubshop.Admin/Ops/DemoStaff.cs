using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops;

/// <summary>The demo staff: two Administrators and one person of each other role. Their passwords are public.</summary>
public sealed class DemoStaff(IAmazonCognitoIdentityProvider cognito)
{
    /// <summary>The people; shown on <c>/local</c> and in the README.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("asha.rao@clubshop.example", "Asha Rao", Role.Administrators, "Mango-Lassi-2026"),
        new("vikram.singh@clubshop.example", "Vikram Singh", Role.Administrators, "Filter-Kaapi-2026"),
        new("meera.iyer@clubshop.example", "Meera Iyer", Role.ClubAdministrators, "Masala-Dosa-2026") { Clubs = ["kaveri-nurses", "deccan-tech"] },
        new("farah.khan@clubshop.example", "Farah Khan", Role.Support, "Irani-Chai-2026"),
        new("rohan.deshpande@clubshop.example", "Rohan Deshpande", Role.ServiceProviders, "Vada-Pav-2026") { Clubs = ["deccan-tech"], Shops = ["volt-and-wire", "iron-lotus"] },
        new("priya.nair@clubshop.example", "Priya Nair", Role.ReadOnly, "Appam-Stew-2026"),
    ];

    /// <summary>Creates the accounts, with permanent passwords and without an authenticator; continues where an interrupted start stopped.</summary>
    public async Task CreateAsync(string poolId, CancellationToken cancellationToken)
    {
        foreach (var person in People)
        {
            try
            {
                await cognito.AdminCreateUserAsync(
                    new()
                    {
                        UserPoolId = poolId,
                        Username = person.Email,
                        MessageAction = MessageActionType.SUPPRESS,
                        UserAttributes =
                        [
                            new() { Name = "email", Value = person.Email },
                            new() { Name = "email_verified", Value = "true" },
                            new() { Name = "name", Value = person.Name },
                        ],
                    },
                    cancellationToken);
            }
            catch (UsernameExistsException)
            {
                // Created by an interrupted start; the steps below may still be missing.
            }

            await cognito.AdminAddUserToGroupAsync(
                new() { UserPoolId = poolId, Username = person.Email, GroupName = person.Role.ToString() }, cancellationToken);
            await cognito.AdminSetUserPasswordAsync(
                new() { UserPoolId = poolId, Username = person.Email, Password = person.Password, Permanent = true }, cancellationToken);
        }
    }

    /// <summary>Assigns demo clubs and shops to the people whose permissions are scoped; requires the catalog.</summary>
    public async Task AssignAsync(string poolId, WriteUnit writes, StaffStore staff, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var person in People.Where(person => person.Clubs.Count > 0))
        {
            var user = await cognito.AdminGetUserAsync(new() { UserPoolId = poolId, Username = person.Email }, cancellationToken);
            var id = user.UserAttributes!.Single(attribute => attribute.Name == "sub").Value!;
            if (await staff.FindAsync(id, cancellationToken) is not null)
                continue;

            var record = new StaffRecord
            {
                Id = id,
                Name = person.Name,
                Clubs = person.Clubs.Select(code => DemoCatalog.IdOf(ClubKind.Name, code)).ToHashSet(StringComparer.Ordinal),
                Shops = person.Shops.Select(code => DemoCatalog.IdOf(ShopKind.Name, code)).ToHashSet(StringComparer.Ordinal),
            };
            await writes.CommitAsync(
                new()
                {
                    Actor = Actor.System,
                    Token = Ids.New(time),
                    Audit = new("assign", "staff", id, person.Name) { Note = "demo" },
                    Entity = new(Table.Staff, null, StaffStore.ToItem(record, null)),
                },
                cancellationToken);
        }
    }
}

/// <summary>A person of the demo staff.</summary>
public sealed record DemoPerson(string Email, string Name, Role Role, string Password)
{
    /// <summary>Codes of the assigned clubs.</summary>
    public IReadOnlyList<string> Clubs { get; init; } = [];

    /// <summary>Codes of the assigned shops.</summary>
    public IReadOnlyList<string> Shops { get; init; } = [];
}
