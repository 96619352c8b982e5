using Clubshop.Admin.GoTo;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Account;

/// <summary>Registers the account capability.</summary>
public static class AccountSetup
{
    /// <summary>Adds the service; call once, after sign-in.</summary>
    public static IServiceCollection AddAccount(this IServiceCollection services) => services
        .AddSingleton(provider => new AccountService(
            provider.GetRequiredService<SignInFlow>(), provider.GetRequiredService<SessionService>(), provider.GetRequiredService<StaffTimes>(),
            provider.GetRequiredService<PasswordAge>(), provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<SignInLimits>(), provider.GetRequiredService<IOptions<StaffOptions>>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LanguageService>()
        .AddSingleton(new GoToEntry(L.Later("Change your password"), "/account", Icons.Key) { Words = "new" })
        .AddSingleton(new GoToEntry(L.Later("Change your authenticator"), "/account", Icons.Shield) { Words = "new phone code totp" });
}
