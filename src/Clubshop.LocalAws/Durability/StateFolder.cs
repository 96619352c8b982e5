using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Durability;

/// <summary>The folder that holds the logs of all services, locked against a second process; or only memory.</summary>
public sealed class StateFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly string? _directory;
    private readonly FileStream? _lock;

    private StateFolder(string? directory, FileStream? held) => (_directory, _lock) = (directory, held);

    /// <summary>Locks the folder, creating it as needed. Null keeps everything in memory.</summary>
    /// <exception cref="StateFolderInUseException">Another process has it.</exception>
    public static StateFolder Open(string? directory)
    {
        if (directory is null) return new StateFolder(null, null);
        var full = Path.GetFullPath(directory);
        PrivateFiles.CreateFolder(full);
        var isOurs = IsOurs(full);
        FileStream held;
        try
        {
            // FileShare.None is an advisory lock that the operating system drops when the process ends, however it ends.
            held = PrivateFiles.Open(Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StateFolderInUseException(full, error);
        }
        if (isOurs)
        {
            // By name: if somebody chose a home folder, its other files stay as they were.
            foreach (var files in (string[])[LockName, "*.log", "*.log.new"]) PrivateFiles.Close(full, files);
        }
        return new StateFolder(full, held);
    }

    /// <summary>Opens the log of one service and applies what it holds.</summary>
    public IStateLog OpenLog(string name, IReplayable state, ILogger logger) =>
        _directory is null ? new MemoryStateLog() : StateLog.Open(_directory, name, state, logger);

    /// <summary>The folder for a service's own files beside the logs, created; null when all is in memory.</summary>
    public string? FilesOf(string name)
    {
        if (_directory is null) return null;
        var folder = Path.Combine(_directory, name);
        PrivateFiles.CreateFolder(folder);
        PrivateFiles.Close(folder, "*", deep: true);
        return folder;
    }

    // A folder chosen by mistake, such as a home or /tmp, keeps its permissions. Only a folder that held state before, or is empty, becomes
    // private. A folder with the sticky bit is meant to be shared.
    private static bool IsOurs(string folder) =>
        (File.Exists(Path.Combine(folder, LockName)) || !Directory.EnumerateFileSystemEntries(folder).Any())
        && (OperatingSystem.IsWindows() || !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit));

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _lock?.Dispose();
}

/// <summary>Another process has the folder of the embedded AWS.</summary>
public sealed class StateFolderInUseException(string directory, Exception cause) : IOException(
    $"The embedded AWS in {directory} is in use by another process. To run a second portal on the same data, point it at the first one's "
    + "endpoint with Aws:Endpoint (or run the embedded AWS by itself and point both at it). To give it its own data, set LocalAws:Directory.",
    cause)
{
    /// <summary>The folder.</summary>
    public string Directory { get; } = directory;
}
