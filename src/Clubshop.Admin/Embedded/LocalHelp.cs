using Clubshop.Admin.SignIn;

namespace Clubshop.Admin.Embedded;

/// <summary>Leads the pages of the door to <c>/local</c>, where that answers.</summary>
internal sealed class LocalHelp : IDemoHelp
{
    /// <inheritdoc/>
    public string? AddressFor(HttpContext http) => LocalEndpoints.Answers(http) ? "/local" : null;
}
