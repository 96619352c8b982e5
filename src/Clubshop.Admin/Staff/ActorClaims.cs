using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Clubshop.Admin.Staff;

/// <summary>Converts an actor to the claims of a request or circuit, and back.</summary>
public static class ActorClaims
{
    private const string Role = "role";
    private const string Club = "club";
    private const string Shop = "shop";
    private const string Address = "address";
    private const string Protocol = "protocol";
    private const string Session = "session";

    /// <summary>The principal for a person in a session.</summary>
    public static ClaimsPrincipal PrincipalOf(Actor actor, string sessionKey)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, actor.Id), new(ClaimTypes.Name, actor.Name), new(ClaimTypes.Email, actor.Email), new(Session, sessionKey),
        ];
        Add(Role, actor.Role?.ToString());
        Add(Address, actor.Address);
        Add(Protocol, actor.Protocol);
        claims.AddRange(actor.Clubs.Select(id => new Claim(Club, id)));
        claims.AddRange(actor.Shops.Select(id => new Claim(Shop, id)));
        return new(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme));

        void Add(string type, string? value)
        {
            if (value is not null)
                claims.Add(new(type, value));
        }
    }

    /// <summary>The person of a principal; null when nobody is signed in.</summary>
    public static Actor? ActorOf(ClaimsPrincipal? user)
    {
        if (user?.Identity is not { IsAuthenticated: true } || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
            return null;

        return new()
        {
            Id = id,
            Name = user.FindFirstValue(ClaimTypes.Name) ?? "",
            Email = user.FindFirstValue(ClaimTypes.Email) ?? "",
            Role = user.FindFirstValue(Role) is { } role ? Enum.Parse<Role>(role) : null,
            Clubs = All(Club),
            Shops = All(Shop),
            Address = user.FindFirstValue(Address),
            Protocol = user.FindFirstValue(Protocol),
        };

        HashSet<string> All(string type) => new(user.FindAll(type).Select(claim => claim.Value), StringComparer.Ordinal);
    }

    /// <summary>The session key of a principal; null when nobody is signed in.</summary>
    public static string? SessionOf(ClaimsPrincipal? user) => user?.FindFirstValue(Session);
}
