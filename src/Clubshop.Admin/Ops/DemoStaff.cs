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

/// <summary>The people of the demo: two administrators, and one of each other role. Their passwords are no secret.</summary>
public sealed class DemoStaff(IAmazonCognitoIdentityProvider cognito)
{
    /// <summary>Who they are; shown on <c>/local</c> and in the README.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("asha.rao@clubshop.example", "Asha Rao", Role.Administrators, "Mango-Lassi-2026"),
        new("vikram.singh@clubshop.example", "Vikram Singh", Role.Administrators, "Filter-Kaapi-2026"),
        new("meera.iyer@clubshop.example", "Meera Iyer", Role.ClubAdministrators, "Masala-Dosa-2026") { Clubs = ["kaveri-nurses", "deccan-tech"] },
        new("farah.khan@clubshop.example", "Farah Khan", Role.Support, "Irani-Chai-2026"),
        new("rohan.deshpande@clubshop.example", "Rohan Deshpande", Role.ServiceProviders, "Vada-Pav-2026") { Clubs = ["deccan-tech"], Shops = ["volt-and-wire", "iron-lotus"] },
        new("priya.nair@clubshop.example", "Priya Nair", Role.ReadOnly, "Appam-Stew-2026"),
    ];

    /// <summary>Makes the accounts, with permanent passwords and no authenticator yet; goes on where an earlier start was cut off.</summary>
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
                // Made by a start that was cut off; the steps below may be missing still.
            }

            await cognito.AdminAddUserToGroupAsync(
                new() { UserPoolId = poolId, Username = person.Email, GroupName = person.Role.ToString() }, cancellationToken);
            await cognito.AdminSetUserPasswordAsync(
                new() { UserPoolId = poolId, Username = person.Email, Password = person.Password, Permanent = true }, cancellationToken);
        }
    }

    /// <summary>Assigns clubs and shops of the demo to those whose permissions are scoped; needs the catalog.</summary>
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

/// <summary>One person of the demo.</summary>
public sealed record DemoPerson(string Email, string Name, Role Role, string Password)
{
    /// <summary>Codes of the clubs assigned.</summary>
    public IReadOnlyList<string> Clubs { get; init; } = [];

    /// <summary>Codes of the shops assigned.</summary>
    public IReadOnlyList<string> Shops { get; init; } = [];
}
