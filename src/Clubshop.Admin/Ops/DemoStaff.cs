using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Ops;

/// <summary>The people of the demo: two administrators, and one of each other role. Their passwords are no secret.</summary>
public sealed class DemoStaff(IAmazonCognitoIdentityProvider cognito)
{
    /// <summary>Who they are; shown on <c>/local</c> and in the README.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("asha.rao@clubshop.example", "Asha Rao", Role.Administrators, "Mango-Lassi-2026"),
        new("vikram.singh@clubshop.example", "Vikram Singh", Role.Administrators, "Filter-Kaapi-2026"),
        new("meera.iyer@clubshop.example", "Meera Iyer", Role.ClubAdministrators, "Masala-Dosa-2026"),
        new("farah.khan@clubshop.example", "Farah Khan", Role.Support, "Irani-Chai-2026"),
        new("rohan.deshpande@clubshop.example", "Rohan Deshpande", Role.ServiceProviders, "Vada-Pav-2026"),
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
}

/// <summary>One person of the demo.</summary>
public sealed record DemoPerson(string Email, string Name, Role Role, string Password);
