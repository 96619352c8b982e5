using System.Text;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Tests.S3;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Durability;

/// <summary>The state holds passwords, keys and codes: on Unix only its owner can read it.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task State_New_IsItsOwnersAlone()
    {
        using var parent = new TestFolder();
        var folder = Path.Combine(parent.Path, "a", "state");

        await UseAsync(folder);

        AssertPrivate(folder);
        Assert.Contains(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => file.Contains("s3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task State_LeftOpenByAnEarlierVersion_IsClosedAtTheNextStart()
    {
        if (OperatingSystem.IsWindows()) return;
        using var parent = new TestFolder();
        var folder = Path.Combine(parent.Path, "state");
        await UseAsync(folder);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(path, Private | UnixFileMode.UserExecute | Others);

        await UseAsync(folder);

        AssertPrivate(folder);
    }

    [Fact]
    public void State_InAFolderWithOtherThings_LeavesThoseAsTheyAre()
    {
        if (OperatingSystem.IsWindows()) return;
        using var home = new TestFolder();
        var tool = Path.Combine(home.Path, "tool.sh");
        File.WriteAllText(tool, "");
        const UnixFileMode Executable = Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(tool, Executable);

        for (var start = 0; start < 2; start++) StateFolder.Open(home.Path).Dispose();

        Assert.Equal(Executable, File.GetUnixFileMode(tool));
        Assert.Equal(Private, File.GetUnixFileMode(Path.Combine(home.Path, "lock")));
    }

    [Fact]
    public void State_InASharedFolder_LeavesItShared()
    {
        if (OperatingSystem.IsWindows()) return;
        using var shared = new TestFolder();
        const UnixFileMode Sticky = Private | UnixFileMode.UserExecute | Others | UnixFileMode.StickyBit;
        File.SetUnixFileMode(shared.Path, Sticky);

        for (var start = 0; start < 2; start++) StateFolder.Open(shared.Path).Dispose();

        Assert.Equal(Sticky, File.GetUnixFileMode(shared.Path));
    }

    [Fact]
    public async Task Snapshot_InPlaceOfALog_IsPrivateToo()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TestFolder();
        var state = new ListState();
        await using (var log = StateLog.Open(folder.Path, "one", state, NullLogger.Instance, path => new FileLogStorage(path), compactFrom: 64))
        {
            for (var i = 0; i < 50; i++) await log.AppendAsync(Encoding.UTF8.GetBytes("entry number " + i));
        }

        foreach (var file in Directory.EnumerateFiles(folder.Path)) Assert.Equal(Private, File.GetUnixFileMode(file));
    }

    private static async Task UseAsync(string folder)
    {
        await using var endpoint = await S3Endpoint.OpenAsync(folder, bucket: !Directory.Exists(Path.Combine(folder, "s3", "pictures")));
        using var put = await endpoint.SendAsync(HttpMethod.Put, "pictures/a", "picture"u8.ToArray());
        Assert.True(put.IsSuccessStatusCode);
    }

    private static void AssertPrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            Assert.True((File.GetUnixFileMode(path) & Others) == UnixFileMode.None, $"{path}: {File.GetUnixFileMode(path)}");
    }
}
