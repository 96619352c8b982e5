namespace Clubshop.Aws.Memcached;

/// <summary>What memcached could not do; the message names the node and never a key or a value.</summary>
public abstract class MemcachedException : Exception
{
    private protected MemcachedException(string node, string problem, Exception? inner)
        : base($"memcached {node}: {problem}.", inner)
    {
        Node = node;
        Problem = problem;
    }

    /// <summary>The node's address.</summary>
    public string Node { get; }

    /// <summary>What was wrong, in words that carry no content.</summary>
    public string Problem { get; }
}

/// <summary>
/// A node did not answer: no connection, the connection ended, it took too long, or the node is not asked because it is down. Whether
/// a change took effect is unknown, unless <see cref="NotSent"/>.
/// </summary>
public sealed class MemcachedUnavailableException : MemcachedException
{
    internal MemcachedUnavailableException(string node, string problem, Exception? inner = null, bool notSent = false)
        : base(node, problem, inner) => NotSent = notSent;

    /// <summary>Whether nothing was sent, so that nothing can have changed.</summary>
    public bool NotSent { get; }
}

/// <summary>A node answered what the protocol does not allow, or refused the request as one it does not understand.</summary>
public sealed class MemcachedProtocolException : MemcachedException
{
    internal MemcachedProtocolException(string node, string problem, Exception? inner = null)
        : base(node, problem, inner)
    {
    }
}

/// <summary>A value is larger than a node takes; nothing was stored, and what was there before may be gone.</summary>
public sealed class MemcachedValueTooLargeException : MemcachedException
{
    internal MemcachedValueTooLargeException(string node, int size, int limit)
        : base(node, $"a value of {size} bytes is over the limit of {limit}", null)
    {
        Size = size;
        Limit = limit;
    }

    /// <summary>The value's size in bytes.</summary>
    public int Size { get; }

    /// <summary>The most bytes that fit under this key.</summary>
    public int Limit { get; }
}
