namespace Clubshop.Admin.Ops.Backups;

/// <summary>Files that only their owner can read (on Unix; elsewhere the folder's permissions hold).</summary>
internal static class PrivateFile
{
    /// <summary>Creates a file; one that is there is not overwritten.</summary>
    /// <exception cref="InvalidOperationException">It is there already.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new(path, options);
        }
        catch (IOException there) when (File.Exists(path))
        {
            throw new InvalidOperationException($"{path} is there already. Choose another folder: nothing is overwritten.", there);
        }
    }

    /// <summary>Creates a folder and those above it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
