using System.Security.Cryptography.X509Certificates;

namespace Clubshop.Admin.SignIn.DataProtection;

/// <summary>
/// The certificate that encrypts the data protection keys; configuration section <c>DataProtection</c>. Required with the real AWS. Keep older
/// certificates until the keys they encrypted have expired (90 days).
/// </summary>
public sealed class DataProtectionKeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "DataProtection";

    /// <summary>A PKCS #12 file with certificate and private key (RSA) as Base64, for a secret in the environment.</summary>
    public string? CertificateBase64 { get; set; }

    /// <summary>The same as a path.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The file's password; empty for none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Earlier certificates as Base64, with the same password.</summary>
    public IList<string> OldCertificatesBase64 { get; } = [];

    /// <summary>Whether a certificate is configured.</summary>
    public bool HasCertificate => !string.IsNullOrWhiteSpace(CertificateBase64) || !string.IsNullOrWhiteSpace(CertificatePath);

    internal X509Certificate2 Certificate() => Load(
        string.IsNullOrWhiteSpace(CertificateBase64) ? File.ReadAllBytes(CertificatePath!) : Convert.FromBase64String(CertificateBase64));

    internal X509Certificate2[] OldCertificates() => [.. OldCertificatesBase64.Select(text => Load(Convert.FromBase64String(text)))];

    private X509Certificate2 Load(byte[] bytes) =>
        X509CertificateLoader.LoadPkcs12(bytes, string.IsNullOrEmpty(CertificatePassword) ? null : CertificatePassword, X509KeyStorageFlags.EphemeralKeySet);
}
