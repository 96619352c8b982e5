using Clubshop.Admin.Audit;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Staff;

/// <summary>Registers the staff capability.</summary>
public static class StaffSetup
{
    /// <summary>Adds the staff service and the settlement of its changes; call once, after storage and sign-in.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddSingleton<StaffPool>();
        services.AddSingleton(provider => new Clubshop.Aws.Watching.ServiceProbe("Cognito", token => provider.GetRequiredService<StaffPool>().InvitationDaysAsync(token)));
        services.AddSingleton<StaffLease>();
        services.AddSingleton<StaffChangeStore>();
        services.AddSingleton(provider => new StaffService(
            provider.GetRequiredService<StaffPool>(), provider.GetRequiredService<StaffStore>(), provider.GetRequiredService<StaffTimes>(),
            provider.GetRequiredService<StaffChangeStore>(), provider.GetRequiredService<StaffLease>(), provider.GetRequiredService<WriteUnit>(),
            provider.GetRequiredService<SessionService>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StaffService>>()));
        services.AddSingleton<IAuditPeople, StaffNames>();
        services.AddSingleton<ICurrentStaff, CurrentStaff>();
        services.AddScoped<IGoToSource, StaffGoToSource>();
        services.AddSingleton(new GoToEntry(L.Later("Invite someone"), StaffUrls.New, Icons.Add) { Words = "new staff invitation colleague" });
        services.AddHostedService<StaffSettlement>();
        return services;
    }
}
