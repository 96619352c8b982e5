using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.S3;

/// <summary>
/// One folder a bucket, one file an object: 4 bytes length (little endian), that much JSON about the object, its bytes. A file is
/// written under another name, fsynced, and renamed over the one before: a crash leaves the old object or the new one, whole. The
/// file's name is the SHA-256 of the key, because keys hold what file names cannot.
/// </summary>
internal sealed class FileObjectStore : ObjectStore
{
    private const string Unfinished = ".new";
    private readonly string _root;
    private readonly Lock _gate = new();

    public FileObjectStore(string root)
    {
        _root = root;
        if (!Directory.Exists(root)) return;
        // A put interrupted by a crash was never acknowledged.
        foreach (var left in Directory.EnumerateFiles(root, "*" + Unfinished, SearchOption.AllDirectories)) File.Delete(left);
    }

    public override bool HasBucket(string bucket) => Directory.Exists(Folder(bucket));

    public override bool CreateBucket(string bucket)
    {
        lock (_gate)
        {
            if (HasBucket(bucket)) return false;
            PrivateFiles.CreateFolder(Folder(bucket));
            DurableFolder.Flush(_root);
            DurableFolder.Flush(Path.GetDirectoryName(_root)!);
            return true;
        }
    }

    public override StoredObject? Read(string bucket, string key)
    {
        lock (_gate)
        {
            if (!File.Exists(PathOf(bucket, key))) return null;
            var bytes = File.ReadAllBytes(PathOf(bucket, key));
            var head = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            return new StoredObject(Parse(bytes.AsSpan(sizeof(int), head)), bytes.AsMemory(sizeof(int) + head));
        }
    }

    public override ObjectInfo? Look(string bucket, string key)
    {
        lock (_gate)
        {
            return LookUnlocked(bucket, key);
        }
    }

    public override void Put(string bucket, StoredObject stored, Action<ObjectInfo?> allowed)
    {
        var path = PathOf(bucket, stored.Info.Key);
        var temporary = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            Write(temporary, stored);
            lock (_gate)
            {
                allowed(LookUnlocked(bucket, stored.Info.Key));
                File.Move(temporary, path, overwrite: true);
            }
            DurableFolder.Flush(Folder(bucket));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public override void Delete(string bucket, string key, Action<ObjectInfo?> allowed)
    {
        lock (_gate)
        {
            allowed(LookUnlocked(bucket, key));
            File.Delete(PathOf(bucket, key));
        }
        DurableFolder.Flush(Folder(bucket));
    }

    private static ObjectInfo Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, ObjectJson.Default.ObjectInfo)!;

    private static void Write(string path, StoredObject stored)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(stored.Info, ObjectJson.Default.ObjectInfo);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
        using var file = PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(length);
        file.Write(head);
        file.Write(stored.Body.Span);
        file.Flush(flushToDisk: true);
    }

    private ObjectInfo? LookUnlocked(string bucket, string key)
    {
        if (!File.Exists(PathOf(bucket, key))) return null;
        using var file = File.OpenRead(PathOf(bucket, key));
        var length = new byte[sizeof(int)];
        file.ReadExactly(length);
        var head = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        file.ReadExactly(head);
        return Parse(head);
    }

    private string Folder(string bucket) => Path.Combine(_root, bucket);

    private string PathOf(string bucket, string key) =>
        Path.Combine(Folder(bucket), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
}
