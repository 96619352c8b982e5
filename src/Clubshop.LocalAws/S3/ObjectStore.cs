namespace Clubshop.LocalAws.S3;

/// <summary>Buckets and objects. Implementations are safe for concurrent callers; what a method returned from is durable.</summary>
internal abstract class ObjectStore
{
    /// <summary>Whether the bucket exists.</summary>
    public abstract bool HasBucket(string bucket);

    /// <summary>Makes a bucket; false when it exists.</summary>
    public abstract bool CreateBucket(string bucket);

    /// <summary>The object, or null.</summary>
    public abstract StoredObject? Read(string bucket, string key);

    /// <summary>The object without its bytes, or null.</summary>
    public abstract ObjectInfo? Look(string bucket, string key);

    /// <summary>Puts the object in the place of any before, once <paramref name="allowed"/> has passed the one before (it throws).</summary>
    public abstract void Put(string bucket, StoredObject stored, Action<ObjectInfo?> allowed);

    /// <summary>Removes the object, if there is one, once <paramref name="allowed"/> has passed it.</summary>
    public abstract void Delete(string bucket, string key, Action<ObjectInfo?> allowed);
}

/// <summary>All in memory.</summary>
internal sealed class MemoryObjectStore : ObjectStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, StoredObject>> _buckets = new(StringComparer.Ordinal);

    public override bool HasBucket(string bucket)
    {
        lock (_gate) return _buckets.ContainsKey(bucket);
    }

    public override bool CreateBucket(string bucket)
    {
        lock (_gate) return _buckets.TryAdd(bucket, new(StringComparer.Ordinal));
    }

    public override StoredObject? Read(string bucket, string key)
    {
        lock (_gate) return _buckets.GetValueOrDefault(bucket)?.GetValueOrDefault(key);
    }

    public override ObjectInfo? Look(string bucket, string key) => Read(bucket, key)?.Info;

    public override void Put(string bucket, StoredObject stored, Action<ObjectInfo?> allowed)
    {
        lock (_gate)
        {
            allowed(_buckets[bucket].GetValueOrDefault(stored.Info.Key)?.Info);
            _buckets[bucket][stored.Info.Key] = stored;
        }
    }

    public override void Delete(string bucket, string key, Action<ObjectInfo?> allowed)
    {
        lock (_gate)
        {
            allowed(_buckets[bucket].GetValueOrDefault(key)?.Info);
            _buckets[bucket].Remove(key);
        }
    }
}
