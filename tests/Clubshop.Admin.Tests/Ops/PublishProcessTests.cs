using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Clubshop.Admin.Tests.Ops;

/// <summary>What <c>dotnet publish</c> makes of the portal for production: without the embedded AWS, whose passwords everybody knows.</summary>
public sealed class PublishProcessTests : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-publish-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Publish_ForProduction_HoldsNoEmbeddedAwsAndSaysWhatItLacks()
    {
        var (exitCode, output) = await PublishAsync();
        Assert.True(exitCode == 0, output);

        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file)).ToList();
        Assert.Contains("Clubshop.Admin.dll", files);
        Assert.Contains(Path.Combine("wwwroot", "app.css"), files);
        Assert.DoesNotContain(files, file => file is "appsettings.Development.json" || file.EndsWith(".lock.json", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains("LocalAws", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("LocalAws", await File.ReadAllTextAsync(Path.Combine(_folder, "Clubshop.Admin.deps.json")), StringComparison.OrdinalIgnoreCase);
        var (references, embedded) = Read("Clubshop.Admin.dll");
        Assert.Contains("Clubshop.Aws", references);
        Assert.DoesNotContain("Clubshop.LocalAws", references);
        Assert.Equal(["EmbeddedSetup"], embedded);

        // Far enough to ask for its settings.
        var portal = Path.Combine(_folder, "Clubshop.Admin");
        var started = await OpsProcess.RunAsync(portal, ["--urls", "http://127.0.0.1:0"], new KeyValuePair<string, string>("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.NotEqual(0, started.ExitCode);
        Assert.Contains("Cache:Nodes is missing", started.Output, StringComparison.Ordinal);

        var refused = await OpsProcess.RunAsync(portal, ["--urls", "http://127.0.0.1:0", "--Aws:Mode", "Embedded"]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("published without the embedded AWS", refused.Output, StringComparison.Ordinal);
        Assert.Contains("-p:EmbeddedAws=true", refused.Output, StringComparison.Ordinal);
    }

    // As "dotnet publish src/Clubshop.Admin", but of what the build of the tests has made already, and without what takes time and is not asked here.
    private async Task<(int ExitCode, string Output)> PublishAsync()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            "publish", Path.Combine(Repository(), "src", "Clubshop.Admin"), "--configuration", Configuration, "--output", _folder, "--nologo", "--verbosity", "quiet",
            "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false", "-p:CompressionEnabled=false", "-p:UseSharedCompilation=false", "-nodeReuse:false"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await output + await errors);
    }

    // The assemblies that it refers to, and its types in the embedded AWS's namespace.
    private (List<string> References, List<string> Embedded) Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(_folder, assembly)));
        var reader = file.GetMetadataReader();
        return (
            [.. reader.AssemblyReferences.Select(one => reader.GetString(reader.GetAssemblyReference(one).Name))],
            [.. reader.TypeDefinitions.Select(reader.GetTypeDefinition)
                .Where(type => reader.GetString(type.Namespace).StartsWith("Clubshop.Admin.Embedded", StringComparison.Ordinal)).Select(type => reader.GetString(type.Name))]);
    }

    private static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
