using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Durability;

/// <summary>The folder that holds the logs of all services, locked against a second process; or memory alone.</summary>
public sealed class StateFolder : IDisposable
{
    private readonly string? _directory;
    private readonly FileStream? _lock;

    private StateFolder(string? directory, FileStream? held) => (_directory, _lock) = (directory, held);

    /// <summary>Locks the folder, creating it as needed. Null keeps everything in memory.</summary>
    /// <exception cref="StateFolderInUseException">Another process has it.</exception>
    public static StateFolder Open(string? directory)
    {
        if (directory is null) return new StateFolder(null, null);
        var full = Path.GetFullPath(directory);
        Directory.CreateDirectory(full);
        try
        {
            // FileShare.None is an advisory lock that the operating system drops when the process ends, however it ends.
            var held = new FileStream(Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new StateFolder(full, held);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StateFolderInUseException(full, error);
        }
    }

    /// <summary>Opens the log of one service and applies what it holds.</summary>
    public IStateLog OpenLog(string name, IReplayable state, ILogger logger) =>
        _directory is null ? new MemoryStateLog() : StateLog.Open(_directory, name, state, logger);

    /// <summary>The folder for a service's own files beside the logs, created; null when all is in memory.</summary>
    public string? FilesOf(string name) => _directory is null ? null : Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _lock?.Dispose();
}

/// <summary>Another process has the folder of the embedded AWS.</summary>
public sealed class StateFolderInUseException(string directory, Exception cause) : IOException(
    $"The embedded AWS in {directory} is in use by another process. To run a second portal on the same data, point it at the first one's "
    + "endpoint with Aws:Endpoint (or run the endpoint alone and point both at it); to run it on data of its own, set LocalAws:Directory.",
    cause)
{
    /// <summary>The folder.</summary>
    public string Directory { get; } = directory;
}
