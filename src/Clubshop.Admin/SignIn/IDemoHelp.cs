namespace Clubshop.Admin.SignIn;

/// <summary>Where a newcomer finds the demo's passwords and codes; registered where there is a demo.</summary>
public interface IDemoHelp
{
    /// <summary>The page's address; null where it does not answer whoever sent this request.</summary>
    string? AddressFor(HttpContext http);
}
