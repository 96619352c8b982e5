using Clubshop.Admin.SignIn;

namespace Clubshop.Admin.Embedded;

/// <summary>Gives the sign-in pages the address of <c>/local</c>, where that exists.</summary>
internal sealed class LocalHelp : IDemoHelp
{
    /// <inheritdoc/>
    public string? AddressFor(HttpContext http) => LocalEndpoints.Answers(http) ? "/local" : null;
}
