using System.Globalization;
using Clubshop.Admin.Ops;

namespace Clubshop.Admin.Embedded;

/// <summary>A demo customer to look up.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Phone">Their number, as people say it.</param>
/// <param name="What">What their page shows, as long as nobody changed it.</param>
internal sealed record CustomerToTry(string Name, string Phone, string What);

/// <summary>Demo customers for whom there is something to do, so that a newcomer to the page Customers has somebody to look for.</summary>
internal static class CustomersToTry
{
    // Enough to find each of them; most of the demo's customers have nothing the matter.
    private const int Among = 100;

    /// <summary>One of each; the same on every machine.</summary>
    public static IReadOnlyList<CustomerToTry> Of(DateTimeOffset now)
    {
        var customers = DemoCustomers.First(Among, now).Where(customer => customer.Attributes.ContainsKey("phone_number")).ToList();
        return
        [
            One(customer => customer is { Status: "CONFIRMED", Enabled: true, TotpSecret: not null }, "Signs in with an authenticator"),
            One(customer => customer is { Status: "UNCONFIRMED", Enabled: true }, "Signed up and never confirmed the account"),
            One(customer => customer is { Status: "RESET_REQUIRED", Enabled: true }, "Has to set a new password"),
            One(customer => customer is { Status: "CONFIRMED", Enabled: false }, "Disabled"),
            One(customer => customer.Attributes["given_name"][0] > 127, "Writes the name in Hindi"),
        ];

        CustomerToTry One(Func<DemoCustomer, bool> so, string what)
        {
            var customer = customers.First(so);
            var phone = customer.Attributes["phone_number"]["+91".Length..];
            return new(customer.Attributes["name"], string.Create(CultureInfo.InvariantCulture, $"{phone[..5]} {phone[5..]}"), what);
        }
    }
}
