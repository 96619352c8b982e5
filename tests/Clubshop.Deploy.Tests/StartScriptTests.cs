using System.Diagnostics;
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

    [Fact]
    public void Script_WhateverHappens_TellsTheGroup() => Assert.Contains("trap done_with EXIT", Script, StringComparison.Ordinal);
}
