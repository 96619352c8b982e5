using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Ops;

/// <summary>
/// The demo customers: invented people, the same on every machine. Their names, mail domain and range of numbers occur nowhere else in the
/// portal, so that a scan for them finds leaked personal data. Nobody has a password until one is set (an SRP verifier costs 5 ms each); none of
/// the addresses exists (RFC 2606).
/// </summary>
public static class DemoCustomers
{
    /// <summary>Number of customers in the demo.</summary>
    public const int DemoCount = 2000;

    /// <summary>Maximum number of customers: the phone numbers of the range.</summary>
    public const int MaxCustomers = 100_000;

    /// <summary>The domain of every e-mail address; it occurs nowhere else.</summary>
    public const string MailDomain = "dakghar.example";

    /// <summary>Prefix of every phone number; the last five digits are the customer's own.</summary>
    public const string NumberRange = "+9170000";

    /// <summary>Groups of the customer pool.</summary>
    public static IReadOnlyList<(string Name, string Description)> Groups { get; } =
        [("early-access", "Sees offers a day before they are published"), ("field-testers", "Has test builds of the app")];

    /// <summary>Given names.</summary>
    public static IReadOnlyList<string> GivenNames { get; } =
    [
        "Ishaani", "Yugandhar", "Tanirika", "Hrishant", "Mrinmayi", "Oviyan", "Pranjali", "Kshitija", "Aniruddha", "Vaidehi", "Rudransh", "Charulata",
        "Bhuvanesh", "Shubhangi", "Devavrat", "Lopamudra", "Nachiket", "Samyukta", "Udayan", "Gargeyi", "Jnanesh", "Eshwari", "Trivikram", "Anasuya",
        "Zubeida", "Imtiyaz", "Gurleen", "Harjaap", "Thangavel", "Ponmalar", "Cyrusma", "Freyana", "Tsewang", "Lalrinpui", "ईशानी", "युगंधर", "मृण्मयी", "तनिरिका",
    ];

    /// <summary>Family names.</summary>
    public static IReadOnlyList<string> FamilyNames { get; } =
    [
        "Velankar", "Hebbalkar", "Padhiyar", "Thekkekara", "Gundimeda", "Chakrapani", "Barthakur", "Dumbre", "Kottarakkal", "Mahapatro",
        "Siwalkhar", "Tungabhadra", "Ranpuria", "Jhunjhunwal", "Wangnoo", "D'Abreo", "Kanjirappally", "Naoroibam", "Hmarzote", "Sahasrabudhe",
        "Bhattathiri", "Gilitwala", "Irinjalakuda", "Yellapragada", "Ozarkar", "Rathwani", "Ulhasnagri", "Fofalia", "Zambare", "Eranki",
    ];

    private static readonly string[] HindiFamilyNames = ["वेलणकर", "हेब्बाळकर", "सहस्रबुद्धे", "पाढियार", "चक्रपाणि"];

    /// <summary>Number of customers for a seed: 2,000 for the demo, otherwise as many as offers, between 2,000 and <see cref="MaxCustomers"/>.</summary>
    /// <param name="size">The seed.</param>
    public static int CountFor(SeedSize size) => size switch
    {
        { Demo: true } => DemoCount,
        { Offers: 0 } => 0,
        _ => Math.Clamp(size.Offers, DemoCount, MaxCustomers),
    };

    /// <summary>The first customers.</summary>
    /// <param name="count">From 0 to <see cref="MaxCustomers"/>.</param>
    /// <param name="now">The moment that their dates are relative to.</param>
    public static IEnumerable<DemoCustomer> First(int count, DateTimeOffset now)
    {
        for (var n = 0; n < count; n++)
            yield return Of(n, now);
    }

    /// <summary>Random seed of their generated registry data.</summary>
    public const int RegistrySeed = 20261121;

    /// <summary>The customers whom the app has registered: devices, follows and opt-outs are generated for them.</summary>
    public static IEnumerable<SeedCustomer> InRegistry(SeedSize size, DateTimeOffset now) => First(CountFor(size), now)
        .Where(customer => customer.Status != "UNCONFIRMED")
        .Select(customer => new SeedCustomer(
            customer.Sub, customer.Attributes.GetValueOrDefault("phone_number_verified") == "true" ? customer.Attributes["phone_number"] : null));

    /// <summary>The <c>sub</c> of the n-th customer, from 0.</summary>
    public static string SubOf(int n)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("demo:customer:" + n.ToString(CultureInfo.InvariantCulture))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // looks like a random UUID (RFC 9562), as Cognito's do
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>The n-th customer, from 0; status, factors and missing attributes follow from n.</summary>
    public static DemoCustomer Of(int n, DateTimeOffset now)
    {
        var given = GivenNames[n % GivenNames.Count];
        var hindi = given[0] > 127;
        var family = hindi ? HindiFamilyNames[n / 7 % HindiFamilyNames.Length] : FamilyNames[((n / GivenNames.Count) + (n * 7)) % FamilyNames.Count];
        var name = hindi && n % 5 == 4 ? $"{given} चन्द्रशेखरेन्द्र वेंकटसुब्रह्मण्यम् {family}" : $"{given} {family}";
        var local = hindi ? "grahak" : $"{given}.{family}".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal);
        var status = StatusOf(n);
        var created = now.AddDays(-1 - (n * 37 % 900)).AddMinutes(-(n * 13 % 1440));
        var recent = status is "UNCONFIRMED" or "RESET_REQUIRED" ? now.AddHours(-3 - (n % 60)) : created.AddDays(n % 30);
        if (status == "UNCONFIRMED")
            created = recent;

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = name,
            ["given_name"] = given,
            ["family_name"] = family,
        };
        // Some have neither e-mail nor phone: their account was created at a counter, on paper.
        if (n % 50 != 7)
        {
            attributes["email"] = $"{local}.{n.ToString(CultureInfo.InvariantCulture)}@{MailDomain}";
            attributes["email_verified"] = status == "UNCONFIRMED" || n % 12 == 5 ? "false" : "true";
        }

        if (n % 5 != 2)
        {
            attributes["phone_number"] = NumberRange + n.ToString("D5", CultureInfo.InvariantCulture);
            attributes["phone_number_verified"] = status == "UNCONFIRMED" || n % 9 == 4 ? "false" : "true";
        }

        if (n % 4 == 1)
            attributes["birthdate"] = new DateOnly(1960 + (n % 45), 1 + (n % 12), 1 + (n % 28)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        List<string> factors = [];
        if (status == "CONFIRMED" && n % 6 == 0)
            factors.Add("SOFTWARE_TOKEN_MFA");
        if (status == "CONFIRMED" && n % 10 == 1 && attributes.GetValueOrDefault("phone_number_verified") == "true")
            factors.Add("SMS_MFA");

        return new()
        {
            Username = $"{local}.{n.ToString(CultureInfo.InvariantCulture)}",
            Sub = SubOf(n),
            Status = status,
            Enabled = n % 23 != 11,
            Attributes = attributes,
            Groups = n % 40 == 3 ? [Groups[0].Name] : n % 125 == 9 ? [Groups[0].Name, Groups[1].Name] : [],
            TotpSecret = factors.Contains("SOFTWARE_TOKEN_MFA") ? "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" : null,
            Factors = factors,
            CreatedAt = created,
            ModifiedAt = recent > now ? now : recent,
        };
    }

    // Mostly confirmed, as in reality; each of Cognito's other statuses occurs often enough to be found.
    private static string StatusOf(int n) => (n % 100) switch
    {
        17 or 42 or 58 or 73 or 91 => "UNCONFIRMED",
        24 or 66 or 85 => "FORCE_CHANGE_PASSWORD",
        31 or 77 => "RESET_REQUIRED",
        49 => "EXTERNAL_PROVIDER",
        63 when n % 200 == 63 => "COMPROMISED",
        63 => "ARCHIVED",
        88 when n % 500 == 88 => "UNKNOWN",
        _ => "CONFIRMED",
    };
}
