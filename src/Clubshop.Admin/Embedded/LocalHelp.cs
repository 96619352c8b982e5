using Clubshop.Admin.SignIn;

namespace Clubshop.Admin.Embedded;

/// <summary>Points the sign-in pages to <c>/local</c>, where that answers.</summary>
internal sealed class LocalHelp : IDemoHelp
{
    /// <inheritdoc/>
    public string? AddressFor(HttpContext http) => LocalEndpoints.Answers(http) ? "/local" : null;
}
