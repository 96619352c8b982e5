namespace Clubshop.Admin.SignIn;

/// <summary>Where the passwords and codes of the demo accounts are shown; registered only where there is a demo.</summary>
public interface IDemoHelp
{
    /// <summary>The page's address; null when it is not available to this request.</summary>
    string? AddressFor(HttpContext http);
}
