using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Clubshop.Admin.App;
using Clubshop.Aws;
using Microsoft.Extensions.Logging;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>Every log message of every assembly under src has an id of its own, within the range of docs/log-events.md that its namespace has.</summary>
public sealed partial class LogEventTests
{
    private static readonly (string Namespace, int First)[] Ranges =
    [
        ("Clubshop.Admin.App", 1000), ("Clubshop.Admin.GoTo", 1000), ("Clubshop.Admin.SignIn", 1100), ("Clubshop.Admin.Account", 1100), ("Clubshop.Admin.Staff", 1200), ("Clubshop.Admin.Storage", 1300),
        ("Clubshop.Admin.Embedded", 1400), ("Clubshop.Admin.Ops", 1500), ("Clubshop.Admin.Ui", 1600), ("Clubshop.Admin.Operations", 1700), ("Clubshop.Admin.SavedViews", 1800), ("Clubshop.Admin.Pictures", 1900), ("Clubshop.Admin.MasterData", 2100), ("Clubshop.Admin.Audit", 2200),
        ("Clubshop.Admin.Jobs", 2300), ("Clubshop.Admin.Catalog", 2400), ("Clubshop.Admin.Clubs", 2400), ("Clubshop.Admin.Shops", 2400),
        ("Clubshop.Admin.Categories", 2400), ("Clubshop.Admin.Offers", 2400), ("Clubshop.Admin.Import", 2500), ("Clubshop.Admin.Registry", 2600),
        ("Clubshop.Admin.Notifications", 2700), ("Clubshop.Admin.Customers", 2800), ("Clubshop.Admin.Dashboard", 2900),
        ("Clubshop.Aws", 3000), ("Clubshop.LocalAws", 4000), ("Clubshop.Api", 6000), ("Clubshop.Admin.Coupons", 5000), ("Clubshop.Admin.Watch", 5100),
    ];

    private static IReadOnlyList<(string Name, string Namespace, int Id)> Messages { get; } =
    [
        .. Assemblies().SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Message: method.GetCustomAttribute<LoggerMessageAttribute>())).Where(one => one.Message is not null)
            .Select(one => ($"{one.Method.DeclaringType}.{one.Method.Name}", one.Method.DeclaringType!.Namespace ?? "", one.Message!.EventId)),
    ];

    [Fact]
    public void EveryLogMessage_HasAnId()
    {
        Assert.True(Messages.Count > 80, $"Only {Messages.Count} messages were found.");
        Assert.Empty(Messages.Where(message => message.Id <= 0).Select(message => message.Name));
    }

    [Fact]
    public void EveryLogMessage_HasAnIdOfItsOwn() =>
        Assert.Empty(Messages.Where(message => message.Id > 0).GroupBy(message => message.Id).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.Name))}"));

    [Fact]
    public void EveryLogMessage_HasAnIdInTheRangeOfItsCapability() =>
        Assert.Empty(Messages.Where(message => message.Id > 0 && !IsInRange(message.Namespace, message.Id)).Select(message => $"{message.Id} {message.Name}"));

    [Fact]
    public void Ranges_AreThoseOfTheDocument()
    {
        var text = File.ReadAllText(Path.GetFullPath(Path.Combine(Here(), "../../../docs/log-events.md")));
        var told = Rows().Matches(text).Select(match => int.Parse(match.Groups["first"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        Assert.Equal(Ranges.Select(range => range.First).Distinct().Order(), told.Order());
    }

    private static bool IsInRange(string space, int id) => Ranges.Any(range =>
        (space == range.Namespace || space.StartsWith(range.Namespace + ".", StringComparison.Ordinal)) && id >= range.First
        && id < range.First + (range.First >= 3000 ? 1000 : 100));

    private static IEnumerable<Assembly> Assemblies() => [typeof(AppSetup).Assembly, typeof(AwsClients).Assembly, typeof(LocalAws.LocalAws).Assembly];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^\| (?<first>[0-9]{4})–[0-9]{4} \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();
}
