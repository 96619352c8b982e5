using Clubshop.Aws;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.DataProtection;

/// <summary>Registers data protection.</summary>
internal static class DataProtectionSetup
{
    private const string KeyManager = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>
    /// Stores the keys in DynamoDB, encrypted with the configured certificate. The certificate is required with the real AWS
    /// (<c>Aws:Mode</c> <c>Aws</c> without <c>Aws:Endpoint</c>).
    /// </summary>
    public static void AddDataProtectionKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(DataProtectionKeyOptions.Section).Get<DataProtectionKeyOptions>() ?? new();
        var protection = services.AddDataProtection().SetApplicationName("Clubshop.Admin");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new DataProtectionKeys(provider)));
        services.AddOptions<DataProtectionKeyOptions>().BindConfiguration(DataProtectionKeyOptions.Section)
            .Validate<IOptions<AwsOptions>>(
                static (bound, aws) => bound.HasCertificate || aws.Value is { Mode: AwsMode.Embedded } or { EndpointAddress: not null },
                "DataProtection:CertificateBase64 (or DataProtection:CertificatePath) is missing: give a PKCS #12 file with an RSA key. It "
                + "encrypts the keys of cookies and stored tokens. Set DataProtection:CertificatePassword if it has a password.")
            .ValidateOnStart();
        services.AddLogging(logging => logging.AddFilter(KeyManager, LogLevel.Error)); // it warns of unencrypted keys, which the check above decides
        if (options.HasCertificate)
            protection.ProtectKeysWithCertificate(options.Certificate()).UnprotectKeysWithAnyCertificate([options.Certificate(), .. options.OldCertificates()]);
    }

    /// <summary>
    /// ASP.NET Core loads the keys before it listens, so that the first page would wait for the embedded AWS, and the start of a server for
    /// DynamoDB. This loads them in parallel instead; requests that need a key earlier wait for it. Call it last: authentication adds data
    /// protection too.
    /// </summary>
    public static void KeepKeysFromBlockingTheStart(this IServiceCollection services)
    {
        // The only hosted service of data protection is this loading. The framework has no switch for it, so it is recognised by its assembly.
        foreach (var loader in services.Where(IsKeyLoading).ToList())
            services.Remove(loader);

        services.AddHostedService<KeyLoader>();
    }

    internal static bool IsKeyLoading(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService) && !service.IsKeyedService
        && service.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly;
}
