namespace Clubshop.Admin.Tests.Ops.Backups;

/// <summary>The commands of the runbook in processes of their own, on the embedded AWS in another, as docs/runbooks/restore.md has them.</summary>
public sealed class BackupProcessTests
{
    private const string Portal = "Clubshop.Admin";

    [Fact]
    public async Task Runbook_FromTheBackupToTheImportedUsers_Works()
    {
        var (aws, endpoint) = await OpsProcess.ServeAsync("Clubshop.LocalAws", ["--port", "0", "--in-memory"]);
        await using var _ = aws;
        var folder = Directory.CreateTempSubdirectory("clubshop-runbook-").FullName;
        KeyValuePair<string, string>[] settings = [new("Aws__Mode", "Aws"), new("Aws__Endpoint", endpoint.AbsoluteUri)];
        try
        {
            await RunAsync("setup");

            var backup = await RunAsync("backup", "--point-in-time", "--pools", folder + "/today");
            Assert.Matches("Backed up: generation [0-9]{8}T[0-9]{6}Z, 11 tables", backup);
            Assert.Contains("6 users of the pool of staff", backup, StringComparison.Ordinal);
            Assert.Contains("There should be at least 2 complete generations; there is 1.", await FailAsync("backups"), StringComparison.Ordinal);

            var restored = await RunAsync("restore", "latest", "--to", "again-");
            Assert.Contains("The tables again-* hold together.", restored, StringComparison.Ordinal);
            Assert.Contains("Aws:TablePrefix=again- and Sealing:BoundTo=clubshop-system", restored, StringComparison.Ordinal);
            Assert.Contains("is there already", await FailAsync("restore", "latest", "--to", "again-"), StringComparison.Ordinal);
            Assert.Contains("hold together", await RunAsync("verify", "--Aws:TablePrefix=again-", "--Sealing:BoundTo=clubshop-system"), StringComparison.Ordinal);
            Assert.Contains("hold together", await RunAsync("restore", "--latest-point-in-time", "--to", "now-"), StringComparison.Ordinal);

            await RunAsync("export", folder + "/export");
            Assert.Contains("hold together", await RunAsync("verify", "--against", folder + "/export"), StringComparison.Ordinal);
            var imported = await RunAsync("import", folder + "/export", "--to", "files-", "--staff-pool", "ap-south-1_ClubshopStaff");
            Assert.Contains("The tables files-* hold together.", imported, StringComparison.Ordinal);
            Assert.Contains("6 users into ap-south-1_ClubshopStaff, 6 of them were there already", imported, StringComparison.Ordinal);
            Assert.Contains("sets up the authenticator again", imported, StringComparison.Ordinal);
            // Nobody else reads the addresses.
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder + "/export/pools/staff.jsonl.gz"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<string> RunAsync(params string[] arguments)
        {
            var run = await OpsProcess.RunAsync(Portal, ["ops", .. arguments], settings);
            Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Output}");
            return run.Output;
        }

        async Task<string> FailAsync(params string[] arguments)
        {
            var run = await OpsProcess.RunAsync(Portal, ["ops", .. arguments], settings);
            Assert.True(run.ExitCode == 1, $"{string.Join(' ', arguments)}: {run.Output}");
            return run.Output;
        }
    }
}
