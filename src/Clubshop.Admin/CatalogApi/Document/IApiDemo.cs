namespace Clubshop.Admin.CatalogApi.Document;

/// <summary>Gives out access tokens of demo accounts; registered only where there is a demo.</summary>
internal interface IApiDemo
{
    /// <summary>The address that answers a POST with a token as text; null where other machines may reach the portal.</summary>
    string? TokenAddress { get; }
}
