using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// The keys that seal cookies, steps and tokens, in the <c>system</c> table: any instance, and the next start, reads what one sealed.
/// The storage is resolved when it is first asked, because it needs data protection itself.
/// </summary>
internal sealed class DataProtectionKeys(IServiceProvider services) : IXmlRepository
{
    private const string Pk = "DATAPROTECTION";

    // The framework's interface is synchronous and has no other. It is asked by the key ring alone, at start and once a day, on a thread of the
    // pool that holds nothing: this is the one place that waits for what is asynchronous.
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(ReadAsync);

    public void StoreElement(XElement element, string friendlyName) => Wait(() => StoreAsync(element, friendlyName));

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        List<XElement> elements = [];
        var reader = services.GetRequiredService<TableReader>();
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Pk) { Consistent = true }, CancellationToken.None))
            elements.Add(XElement.Parse(item.GetString("xml")));

        return elements;
    }

    private async Task<bool> StoreAsync(XElement element, string friendlyName)
    {
        var name = string.IsNullOrEmpty(friendlyName) ? Ids.New(services.GetRequiredService<TimeProvider>()) : friendlyName;
        var item = new Item(Pk, "KEY#" + name).Set("xml", element.ToString(SaveOptions.DisableFormatting));
        return await services.GetRequiredService<UnauditedWriter>().PutAsync(Table.System, item, null, CancellationToken.None);
    }

    /// <summary>Off the caller's context, so that nothing it holds can be waited for.</summary>
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}

/// <summary>
/// What seals the keys themselves: a certificate from configuration, required where the portal speaks to the real AWS. Section
/// <c>DataProtection</c>; older certificates stay readable until the keys they sealed have expired (90 days).
/// </summary>
public sealed class DataProtectionKeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "DataProtection";

    /// <summary>A PKCS #12 file with certificate and private key (RSA), as Base64, for a secret in the environment.</summary>
    public string? CertificateBase64 { get; set; }

    /// <summary>The same as a path.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The file's password; empty for none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Base64 of certificates that were in use before; the same password.</summary>
    public IList<string> OldCertificatesBase64 { get; } = [];

    /// <summary>Whether a certificate is named.</summary>
    public bool HasCertificate => !string.IsNullOrWhiteSpace(CertificateBase64) || !string.IsNullOrWhiteSpace(CertificatePath);

    internal X509Certificate2 Certificate() => Load(
        string.IsNullOrWhiteSpace(CertificateBase64) ? File.ReadAllBytes(CertificatePath!) : Convert.FromBase64String(CertificateBase64));

    internal X509Certificate2[] OldCertificates() => [.. OldCertificatesBase64.Select(text => Load(Convert.FromBase64String(text)))];

    private X509Certificate2 Load(byte[] bytes) =>
        X509CertificateLoader.LoadPkcs12(bytes, string.IsNullOrEmpty(CertificatePassword) ? null : CertificatePassword, X509KeyStorageFlags.EphemeralKeySet);
}

/// <summary>Registers both.</summary>
internal static class DataProtectionSetup
{
    private const string KeyManager = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>
    /// Keeps the keys in DynamoDB, sealed by a certificate where one is named; required where the table is not on this machine, which
    /// is the real AWS (<c>Aws:Mode</c> <c>Aws</c> without <c>Aws:Endpoint</c>).
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
                "DataProtection:CertificateBase64 (or DataProtection:CertificatePath) is missing: give a PKCS #12 file with an RSA key, which "
                + "seals the keys of cookies and stored tokens; DataProtection:CertificatePassword if it has a password.")
            .ValidateOnStart();
        services.AddLogging(logging => logging.AddFilter(KeyManager, LogLevel.Error)); // it warns of keys that are not sealed, which the check above decides
        if (options.HasCertificate)
            protection.ProtectKeysWithCertificate(options.Certificate()).UnprotectKeysWithAnyCertificate([options.Certificate(), .. options.OldCertificates()]);
    }

    /// <summary>
    /// ASP.NET Core loads the keys before it listens, which would make the first page wait for the embedded AWS and a server's start for
    /// DynamoDB. They are loaded at the same time instead; whoever needs them earlier waits for them. To be called last: authentication adds
    /// data protection too.
    /// </summary>
    public static void KeepKeysFromBlockingTheStart(this IServiceCollection services)
    {
        // All that data protection starts is this loading. The framework has no switch for it, so it is recognised by where it comes from.
        foreach (var loader in services.Where(IsKeyLoading).ToList())
            services.Remove(loader);

        services.AddHostedService<KeyLoader>();
    }

    internal static bool IsKeyLoading(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService) && !service.IsKeyedService
        && service.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly;
}

/// <summary>Loads the keys while the portal starts.</summary>
internal sealed partial class KeyLoader(IDataProtectionProvider protection, ILogger<KeyLoader> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            try
            {
                protection.CreateProtector("Clubshop.Admin.SignIn.KeyLoader").Protect([0]);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whoever needs a key asks again, and fails with the same reason.
                LogNotLoaded(exception);
            }
        },
        stoppingToken);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Error, Message = "The keys of data protection could not be loaded")]
    private partial void LogNotLoaded(Exception exception);
}
