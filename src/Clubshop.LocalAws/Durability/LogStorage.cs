using Microsoft.Win32.SafeHandles;

namespace Clubshop.LocalAws.Durability;

/// <summary>The file under a log. Tests put one in its place that fails on command.</summary>
internal interface ILogStorage : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Writes all of <paramref name="data"/> at <paramref name="offset"/>.</summary>
    /// <exception cref="IOException">Not all was written.</exception>
    void Write(ReadOnlySpan<byte> data, long offset);

    /// <summary>Returns once everything written is on the disk itself.</summary>
    void Flush();

    /// <summary>Cuts or grows the file.</summary>
    void SetLength(long length);
}

/// <summary>A real file, opened so that no other process can open it.</summary>
internal sealed class FileLogStorage(string path) : ILogStorage
{
    private readonly FileStream _file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private SafeFileHandle Handle => _file.SafeFileHandle;

    public long Length => RandomAccess.GetLength(Handle);

    public void Write(ReadOnlySpan<byte> data, long offset) => RandomAccess.Write(Handle, data, offset);

    public void Flush() => RandomAccess.FlushToDisk(Handle);

    public void SetLength(long length) => RandomAccess.SetLength(Handle, length);

    public void Dispose() => _file.Dispose();
}
