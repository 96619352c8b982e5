using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Registry;

/// <summary>Seals what is personal before it is stored. A sealed value opens only for the customer and field that it was sealed for.</summary>
public interface IRegistrySeal
{
    /// <summary>Seals a value.</summary>
    ValueTask<string> SealAsync(string plain, string sub, string field, CancellationToken cancellationToken);

    /// <summary>Opens what was sealed for the same customer and field.</summary>
    /// <exception cref="CryptographicException">It was sealed for another place, changed, or its key is gone.</exception>
    ValueTask<string> OpenAsync(string value, string sub, string field, CancellationToken cancellationToken);

    /// <summary>What the value is found by again: the same for the same value, telling nothing of it.</summary>
    string Fingerprint(string plain, string purpose);
}

/// <summary>Seals with the keys of the portal's data protection, which all instances share.</summary>
internal sealed class ProtectedSeal(IDataProtectionProvider protection) : IRegistrySeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Registry");

    public ValueTask<string> SealAsync(string plain, string sub, string field, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_protector.CreateProtector(sub, field).Protect(plain));

    public ValueTask<string> OpenAsync(string value, string sub, string field, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_protector.CreateProtector(sub, field).Unprotect(value));

    public string Fingerprint(string plain, string purpose) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{plain}")).AsSpan(0, 16));
}
