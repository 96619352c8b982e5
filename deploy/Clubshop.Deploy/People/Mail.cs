using Amazon.CDK.AWS.Cognito;
using Clubshop.Deploy.Settings;

namespace Clubshop.Deploy.People;

internal static class Mail
{
    // Cognito's own mail is for trying out: it stops at 50 a day.
    public static UserPoolEmail Of(EnvironmentSettings settings) => settings.MailFrom.Length == 0
        ? UserPoolEmail.WithCognito()
        : UserPoolEmail.WithSES(new UserPoolSESOptions { FromEmail = settings.MailFrom, FromName = "Clubshop", SesRegion = settings.Region, SesVerifiedDomain = settings.Domain });
}
