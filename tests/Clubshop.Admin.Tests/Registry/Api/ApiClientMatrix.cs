using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>API clients, like staff accounts, are for those who manage staff. ApiTests cover what the clients themselves may do.</summary>
internal sealed class ApiClientMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<ApiClients>("CreateAsync", Permission.ManageStaff, async (clients, one) =>
            Let(await clients.CreateAsync(one.Actor, "Shop app", ApiScopes.All, [], MatrixCase.None))),
        Anywhere<ApiClients>("RotateAsync", Permission.ManageStaff, async (clients, one) =>
            Let(await clients.RotateAsync(one.Actor, await MadeAsync(clients), MatrixCase.None))),
        Anywhere<ApiClients>("RevokeAsync", Permission.ManageStaff, async (clients, one) =>
            Let(await clients.RevokeAsync(one.Actor, await MadeAsync(clients), MatrixCase.None))),
    ];

    private static async Task<string> MadeAsync(ApiClients clients) =>
        MatrixWorld.Stored(await clients.CreateAsync(Actor.System, "Shop app", ApiScopes.All, [], MatrixCase.None)).Client.Id;
}
