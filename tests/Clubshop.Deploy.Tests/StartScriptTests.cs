using System.Diagnostics;
using System.Text.RegularExpressions;
using Clubshop.Deploy.Servers;

namespace Clubshop.Deploy.Tests;

public sealed class StartScriptTests
{
    private static readonly string Script = StartScript.Of(
        new Dictionary<string, string> { ["PROCESS"] = "portal", ["VERSION"] = "1.2.3" }, new Dictionary<string, string> { ["Aws__Mode"] = "Aws", ["Cache__Tls"] = "true" });

    [Fact]
    public void Script_WithItsVariables_BeginsWithThem()
    {
        Assert.StartsWith("#!/bin/bash\nPROCESS='portal'\nVERSION='1.2.3'\nSETTINGS='Aws__Mode=Aws\nCache__Tls=true'\n", Script, StringComparison.Ordinal);
        Assert.Equal(0, Script.LastIndexOf("#!/bin/bash\nPROCESS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Script_ForBash_HasNoError()
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", "-n") { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false })!;
        await bash.StandardInput.WriteAsync(Script);
        bash.StandardInput.Close();
        var errors = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal(("", 0), (errors, bash.ExitCode));
    }

    [Theory]
    [InlineData("""{"certificate":"new","password":"p"}""", "DataProtection__CertificateBase64=new|DataProtection__CertificatePassword=p")]
    [InlineData(
        """{"certificate":"new","password":"p","old":["a","b"]}""",
        "DataProtection__CertificateBase64=new|DataProtection__CertificatePassword=p|DataProtection__OldCertificatesBase64__0=a|DataProtection__OldCertificatesBase64__1=b")]
    public async Task Script_OfTheSecret_MakesTheSettingsOfItsCertificates(string secret, string settings)
    {
        var python = Regex.Match(Script, "python3 -c '(?<code>import json,sys; s=[^']*)'", RegexOptions.ExplicitCapture).Groups["code"].Value;
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", python]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardInput.WriteAsync(secret);
        process.StandardInput.Close();

        Assert.Equal(settings.Split('|'), (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Script_WhateverHappens_TellsTheGroup() => Assert.Contains("trap done_with EXIT", Script, StringComparison.Ordinal);
}
