using System.Text.RegularExpressions;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>One rule of the layout: where it looks, what it forbids, why, and a wrong sample that it must catch.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Because">The reason.</param>
/// <param name="AppliesTo">Whether a file, by its path below <c>src</c> with forward slashes, is under the rule.</param>
/// <param name="Forbidden">What must not stand in its text; comments are taken out before.</param>
/// <param name="WrongPath">A path that the rule is for.</param>
/// <param name="WrongText">A text that breaks it.</param>
public sealed record ArchitectureRule(
    string Name, string Because, Func<string, bool> AppliesTo, Regex Forbidden, string WrongPath, string WrongText)
{
    public override string ToString() => Name;

    /// <summary>What breaks the rule in a file; empty when nothing does.</summary>
    public IEnumerable<string> Violations(string path, string text) =>
        AppliesTo(path) ? Forbidden.Matches(WithoutComments(text)).Select(match => $"{path}: {match.Value.Trim()}") : [];

    private static string WithoutComments(string text) => Comment.Replace(text, "");

    private static readonly Regex Comment = new(@"@\*.*?\*@|/\*.*?\*/|(?<!:)//[^\n]*", RegexOptions.Singleline | RegexOptions.ExplicitCapture);
}

/// <summary>The rules of docs/architecture.md that a compiler does not hold.</summary>
public static class ArchitectureRules
{
    private const string Admin = "Clubshop.Admin/";

    // The beginning of a regular expression's text: of an attribute, a constructor, a static method or a field.
    private const string PatternText = @"(GeneratedRegex\(|\bnew Regex\(|\bRegex\.\w+\([^""\n]*|\bRegex \w+ = new\()\s*[$@]*""[^""\n]*";

    public static IReadOnlyList<ArchitectureRule> All { get; } =
    [
        new("MudBlazor stays inside Ui",
            "pages compose the portal's own controls, so that another library can draw them",
            path => In(path, Admin) && !In(path, Admin + "Ui/") && !path.EndsWith("App/AppRoot.razor", StringComparison.Ordinal),
            new(@"\bMudBlazor\b|<Mud\w+"),
            Admin + "Offers/OfferForm.razor", "<MudTextField />"),

        Layer("Localization"), Layer("Common"), Layer("Input", "Common"), Layer("Storage", "Common", "Input"), Layer("Ui", "Common", "Input"),

        new("Controls know nobody",
            "a control that asks who is signed in serves one page; the page asks, and says the answer",
            path => In(path, Admin + "Ui/"),
            new(@"\b(Actor|Permissions?|Roles)\b"),
            Admin + "Ui/Button.razor", "[CascadingParameter] public Actor? Actor { get; set; }"),

        new("MasterData knows no capability",
            "it is the machinery of indexes; each capability registers its own (docs/decisions)",
            path => In(path, Admin + "MasterData/"),
            new(@"Clubshop\.Admin\.(Clubs|Shops|Categories|Offers|Import|Dashboard|SignIn)\b"),
            Admin + "MasterData/RecordIndex.cs", "using Clubshop.Admin.Shops;"),

        new("Clubs look at no later kind",
            "coupons, offers, shops and categories, clubs: each knows those after it, never backwards",
            path => In(path, Admin + "Clubs/"),
            new(@"Clubshop\.Admin\.(Shops|Categories|Offers|Coupons)\b"),
            Admin + "Clubs/ClubService.cs", "using Clubshop.Admin.Shops;"),

        new("Shops and categories look at no offer",
            "coupons, offers, shops and categories, clubs: each knows those after it, never backwards",
            path => In(path, Admin + "Shops/", Admin + "Categories/"),
            new(@"Clubshop\.Admin\.(Offers|Coupons)\b"),
            Admin + "Shops/ShopService.cs", "using Clubshop.Admin.Offers;"),

        .. TestPortal.Kinds.SelectMany(kind => Stores(kind.Title, kind.One)), .. Stores("Registry", "Registry"), .. Stores("Notifications", "Notification"),

        new("One file speaks to the push services",
            "SMS may get another service behind the gateway one day, and nothing else sends past the ledger",
            path => In(path, Admin) && !In(path, Admin + "Embedded/") && path is not (Admin + "Notifications/Sending/PinpointGateway.cs" or Admin + "Notifications/NotificationsSetup.cs"),
            new(@"\bAmazon\.Pinpoint\b|\bClubshop\.Aws\.Pinpoint\b|\bPinpointSender\b"),
            Admin + "Customers/CustomerHelp.cs", "using Clubshop.Aws.Pinpoint;"),

        new("Rules of notifications see no clock, no store and no service",
            "they are what tests go over a year of moments with",
            path => In(path, Admin + "Notifications/Rules/"),
            new(@"\bTimeProvider\b|\bTableReader\b|\basync\b|Clubshop\.Admin\.Storage\b"),
            Admin + "Notifications/Rules/SendWindow.cs", "var now = TimeProvider.System.GetUtcNow();"),

        new("The catalog looks at no registry",
            "the registry knows what can be followed, never backwards",
            path => In(path, Admin + "Clubs/", Admin + "Shops/", Admin + "Categories/", Admin + "Offers/", Admin + "Catalog/", Admin + "MasterData/"),
            new(@"Clubshop\.Admin\.Registry\b"),
            Admin + "Clubs/ClubService.cs", "using Clubshop.Admin.Registry;"),

        new("Only Program and Embedded know the embedded AWS",
            "the portal speaks to AWS, wherever that is: one code path",
            path => In(path, Admin) && !In(path, Admin + "Embedded/") && path != Admin + "Program.cs",
            new(@"Clubshop\.LocalAws\b"),
            Admin + "Offers/OfferStore.cs", "using Clubshop.LocalAws;"),

        new("The embedded AWS shares no code with its clients",
            "a mistake in one must not hide in the other",
            path => In(path, "Clubshop.LocalAws/"),
            new(@"Clubshop\.(Aws|Admin)\b|using Amazon\b|AWSSDK\.(?!CognitoIdentityProvider\b)\w+"),
            "Clubshop.LocalAws/DynamoDb/DynamoDbService.cs", "using Amazon.DynamoDBv2;"),

        new("Clubshop.Aws knows no portal",
            "it speaks to AWS and knows no clubs",
            path => In(path, "Clubshop.Aws/"),
            new(@"Clubshop\.(Admin|LocalAws)\b"),
            "Clubshop.Aws/AwsClients.cs", "using Clubshop.Admin.Offers;"),

        new("Clubshop.Coupons knows no portal",
            "the end users' server gives coupons out by it, and contains nothing of the portal",
            path => In(path, "Clubshop.Coupons/"),
            new(@"Clubshop\.(Admin|LocalAws|Api)\b"),
            "Clubshop.Coupons/CouponLedger.cs", "using Clubshop.Admin.Offers;"),

        new("The end users' server shares no code with the portal",
            "it reads by the cache contract alone, which shows that others can",
            path => In(path, "Clubshop.Api/"),
            new(@"\bClubshop\.(Admin|LocalAws)(\.\w|;)"),
            "Clubshop.Api/Catalog/CatalogReader.cs", "using Clubshop.Admin.Offers;"),

        new("The end users' server never writes to the cache",
            "only the portal does: its values are right because one writer compares them with their source",
            path => In(path, "Clubshop.Api/"),
            new(@"\b(StoreAsync|TouchAsync|IncrementAsync)\("),
            "Clubshop.Api/Cache/CacheReader.cs", "await nodes.StoreAsync(key, value, options, token);"),

        new("Services, rules and stores hold no Blazor types",
            "an HTTP API will stand on them",
            path => In(path, Admin) && Regex.IsMatch(path, @"(Service|Rules|Store|Log)\.cs$") && !In(path, Admin + "Ui/"),
            new(@"Microsoft\.AspNetCore\.Components\b|\bIJSRuntime\b|\bNavigationManager\b"),
            Admin + "Offers/OfferService.cs", "using Microsoft.AspNetCore.Components;"),

        new("Only Storage writes to DynamoDB",
            "a change without its audit entry cannot be written anywhere else",
            path => In(path, Admin) && !In(path, Admin + "Storage/", Admin + "Embedded/", Admin + "Ops/"),
            new(@"\bIAmazonDynamoDB\b|\bAmazonDynamoDBClient\b|Amazon\.DynamoDBv2\b"),
            Admin + "Offers/OfferStore.cs", "public sealed class OfferStore(IAmazonDynamoDB dynamo)"),

        new("Only the sealing speaks to KMS",
            "a data key in other hands could seal what nobody can open, or leave the process",
            path => In(path, Admin) && !In(path, Admin + "Storage/Sealing/"),
            new(@"\bIAmazonKeyManagementService\b|Amazon\.KeyManagementService\b"),
            Admin + "Customers/CustomerStore.cs", "using Amazon.KeyManagementService;"),

        new("Roles are compared in one table alone",
            "pages, services and navigation ask for permissions",
            path => In(path, Admin) && !In(path, Admin + "Staff/", Admin + "Ops/"),
            new(@"\bRole\.(Administrators|ClubAdministrators|Support|ServiceProviders|ReadOnly)\b"),
            Admin + "Offers/OfferService.cs", "if (actor.Role == Role.Administrators)"),

        new("Time comes from TimeProvider, chance from a seed or the system",
            "tests move the time",
            path => In(path, Admin, "Clubshop.Aws/", "Clubshop.Coupons/", "Clubshop.LocalAws/", "Clubshop.Api/"),
            new(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bRandom\.Shared\b"),
            Admin + "Offers/OfferService.cs", "var now = DateTime.UtcNow;"),

        new("Ids of the portal sort by time",
            "a list in order of ids is one in order of making; Ids.New makes them",
            path => In(path, Admin),
            new(@"\bGuid\.NewGuid\("),
            Admin + "Offers/OfferService.cs", "var id = Guid.NewGuid();"),

        new("Components reach scripts through Ui/Script alone",
            "an answer may never come, and the element may be gone: everywhere else that would end the page",
            path => In(path, Admin) && path is not Admin + "Ui/Script.cs",
            new(@"\bIJSRuntime\b|\bIJSObjectReference\b|\.FocusAsync\(|<NavigationLock\b"),
            Admin + "Ui/Fields/UploadField.razor", "@inject IJSRuntime Js"),

        new("One reader of phone numbers",
            "an opt-out told in one spelling holds for every other",
            path => In(path, Admin) && path != Admin + "Input/PhoneReader.cs",
            new(@"\busing PhoneNumbers\b|\bPhoneNumberUtil\b"),
            Admin + "Registry/RegistryRules.cs", "using PhoneNumbers;"),

        new("Texts are cut between characters",
            "half an emoji is a broken sign on every page, and in DynamoDB another text than was written",
            path => In(path, Admin) && path != Admin + "Input/TextCut.cs",
            new(@"\[\.\.[^\]]*\]\s*\+\s*""…|AsSpan\(0,[^)]*\)(\.TrimEnd\(\))?,\s*""…"),
            Admin + "Import/CsvColumn.cs", "text.Length > 60 ? text[..60] + \"…\" : text"),

        new("Patterns end in \\z",
            "$ lets a line feed pass behind what was checked",
            _ => true,
            new(PatternText + @"(?<!\\)\$(""|\)|\|)"),
            Admin + "Registry/RegistryRules.cs", "[GeneratedRegex(\"^[0-9]{2}$\")]"),

        new("Patterns name ASCII digits",
            "backslash and d means the digits of every script, which no parser of .NET reads",
            _ => true,
            new(PatternText + @"\\d"),
            Admin + "Import/CsvTime.cs", "private static readonly Regex Day = new(@\"^\\d{2}\\z\");"),

        new("Nothing waits with async void",
            "an exception in it ends the process",
            _ => true,
            new(@"\basync\s+void\b"),
            Admin + "Offers/OfferEditPage.razor", "private async void Save()"),
    ];

    // Capabilities are not listed: whatever is not named here is one, a folder of tomorrow too.
    private static ArchitectureRule Layer(string folder, params string[] below) => new(
        below.Length == 0 ? $"{folder} stands on nothing" : $"{folder} stands on {string.Join(" and ", below)} only",
        "every capability stands on it: it knows none of them",
        path => In(path, $"{Admin}{folder}/"),
        new($@"Clubshop\.Admin\.(?!({string.Join('|', [folder, .. below])})\b)\w+"),
        $"{Admin}{folder}/Sample.cs", "using Clubshop.Admin.Staff;");

    private static IEnumerable<ArchitectureRule> Stores(string folder, string kind)
    {
        yield return new($"{kind}Store is used in {folder} alone",
            "between capabilities: the other's service or its record, never its store",
            path => In(path, Admin) && !In(path, $"{Admin}{folder}/"),
            new($@"\b{kind}Store\b"),
            Admin + "Dashboard/DashboardService.cs", $"public sealed class DashboardService({kind}Store store)");
    }

    private static bool In(string path, params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
