// Writes docs/licences.md: every package of every lock file, with version, licence and what uses it.
//
//   dotnet run eng/licences.cs
//
// Licences are what the packages say of themselves, in the folder that they were restored into. A test compares the page with the lock files.
#:property TreatWarningsAsErrors=false
#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false
#:property PublishAot=false

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

// Packages that name their licence by an address or a file only.
Dictionary<string, string> read = new(StringComparer.Ordinal) { ["xunit.abstractions"] = "Apache-2.0" };
var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> packages = new(StringComparer.OrdinalIgnoreCase);
foreach (var file in Directory.EnumerateFiles(".", "packages*.lock.json", SearchOption.AllDirectories).Where(file => !Regex.IsMatch(file, @"[\\/](bin|obj)[\\/]")))
{
    using var json = JsonDocument.Parse(File.ReadAllText(file));
    foreach (var package in json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(graph => graph.Value.EnumerateObject()))
    {
        if (!package.Value.TryGetProperty("resolved", out var version))
            continue;
        if (!packages.TryGetValue(package.Name, out var versions))
            packages.Add(package.Name, versions = new(StringComparer.Ordinal));
        if (!versions.TryGetValue(version.GetString()!, out var users))
            versions.Add(version.GetString()!, users = new(StringComparer.Ordinal));
        users.Add(UserOf(file.Replace('\\', '/')));
    }
}

StringBuilder page = new("""
    # Licences

    Every package that the lock files name. Portal and end users' server are delivered; the rest stays on the machines that build, test, measure and deploy.
    Clubshop Admin itself: [LICENSE](../LICENSE). Data of the demo:
    [docs/data](data/README.md). The .NET runtime that is packed with the programs is MIT.

    Written by `dotnet run eng/licences.cs`; do not edit. A test fails when a package is missing here, or has a licence that nobody agreed to.

    | Package | Version | Licence | Used by |
    |---|---|---|---|

    """);
foreach (var (name, versions) in packages)
{
    foreach (var (version, users) in versions)
        page.Append($"| {name} | {version} | {LicenceOf(name, version)} | {string.Join(", ", Widest(users))} |\n");
}

File.WriteAllText("docs/licences.md", page.ToString());
Console.WriteLine($"docs/licences.md: {packages.Count} packages.");

string LicenceOf(string name, string version)
{
    if (read.TryGetValue(name, out var known))
        return known;

    var at = Path.Combine(folder, name.ToLowerInvariant(), version.ToLowerInvariant());
    var nuspec = Path.Combine(at, name.ToLowerInvariant() + ".nuspec");
    if (!File.Exists(nuspec))
        throw new FileNotFoundException($"Restore first: {nuspec} is not there.");

    var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
    return (licence?.Attribute("type")?.Value, licence?.Value) switch
    {
        ("expression", { } expression) => expression,
        ("file", { } file) when File.ReadAllText(Path.Combine(at, file)) is var text => text.Contains("MIT License", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal) ? "MIT" : throw new InvalidDataException($"Read the licence of {name} and name it in eng/licences.cs."),
        _ => throw new InvalidDataException($"{name} {version} names no licence. Look for it and name it in eng/licences.cs."),
    };
}

static string UserOf(string file) => file switch
{
    "./src/Clubshop.Admin/packages.published.lock.json" => "portal",
    "./src/Clubshop.Api/packages.lock.json" => "end users' server",
    _ when file.StartsWith("./deploy/", StringComparison.Ordinal) => "deployment",
    _ when file.StartsWith("./bench/", StringComparison.Ordinal) => "measurements",
    _ when file.StartsWith("./tests/", StringComparison.Ordinal) => "tests",
    _ => "build",
};

// What is delivered says enough.
static IEnumerable<string> Widest(SortedSet<string> users) => users.Any(user => user is "portal" or "end users' server") ? users.Where(user => user is "portal" or "end users' server") : users;
