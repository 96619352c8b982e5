namespace Clubshop.LocalAws.Durability;

/// <summary>Folders and files that only their owner can read: they hold keys, passwords and codes. On Windows the folder's own permissions apply.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Creates the folder, and those above it, where they are missing.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FolderMode700);
    }

    /// <summary>Opens a file; a file that it creates is readable only by the owner.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode600;
        return new FileStream(path, options);
    }

    /// <summary>Takes from others what an earlier version left open to them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Which files in it: a pattern such as <c>*.log</c>.</param>
    /// <param name="deep">Whether to include folders inside it.</param>
    public static void Close(string folder, string files, bool deep = false)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder)) return;
        Close(folder, FolderMode700);
        var options = new EnumerationOptions { RecurseSubdirectories = deep, AttributesToSkip = FileAttributes.ReparsePoint };
        if (deep)
        {
            foreach (var inside in Directory.EnumerateDirectories(folder, "*", options)) Close(inside, FolderMode700);
        }
        foreach (var file in Directory.EnumerateFiles(folder, files, options)) Close(file, FileMode600);
    }

    private static void Close(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            if (File.GetUnixFileMode(path) != mode) File.SetUnixFileMode(path, mode);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            // Another person's, or a disk without such permissions (a mounted folder of another system): still usable.
        }
    }
}
