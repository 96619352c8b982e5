using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Account;

/// <summary>Registers what people do with their own account.</summary>
public static class AccountSetup
{
    /// <summary>Adds the service; once, after sign-in.</summary>
    public static IServiceCollection AddAccount(this IServiceCollection services) => services.AddSingleton(provider => new AccountService(
        provider.GetRequiredService<SignInFlow>(), provider.GetRequiredService<Sessions>(), provider.GetRequiredService<StaffTimes>(),
        provider.GetRequiredService<PasswordAge>(), provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<SignInLimits>(), provider.GetRequiredService<IOptions<StaffOptions>>(),
        provider.GetRequiredService<TimeProvider>()));
}
