using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Pictures;

/// <summary>The addresses under which phones find pictures (<see cref="PictureOptions.PublicAddress"/>).</summary>
public sealed class PictureAddresses(IOptions<PictureOptions> options)
{
    private string? Base => options.Value.PublicAddress is { Length: > 0 } address && !string.IsNullOrWhiteSpace(address) ? address.Trim().TrimEnd('/') : null;

    /// <summary>The address of a picture for a push message; null where pictures have no public address, or there is no picture.</summary>
    public string? ForPush(string name) => Base is { } site && name.Length > 0 ? $"{site}{PictureFiles.PathOf(name)}/{PictureFiles.ForPush}" : null;

    /// <summary>
    /// The portal's own path of a picture that is named by its public address; null for any other address. A preview shows what it loads from the portal alone.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="side">One of <see cref="PictureFiles.Sides"/>.</param>
    public string? OwnPath(string? address, int side) =>
        Base is { } site && address is not null && address.StartsWith(site + PictureFiles.PathOf(""), StringComparison.Ordinal)
            && address[(site.Length + 1)..].Split('/') is [_, var name, PictureFiles.ForPush] && PictureFiles.IsName(name)
                ? PictureFiles.PathOf(name, side)
                : null;
}
