using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Storage;

/// <summary>Page tokens as they may stand in an address: sealed, because they name keys, and bound to their query.</summary>
public sealed class PageTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Storage.PageTokens");

    internal IDataProtector Protector => _protector;
}
