namespace Clubshop.Api.Tables;

/// <summary>Nothing can be said now: too much waits for the tables, or they do not answer. The answer is 503 with <c>Retry-After</c>.</summary>
public sealed class BusyException : Exception
{
    /// <summary>Says why, for the log.</summary>
    public BusyException(string message)
        : base(message)
    {
    }

    /// <summary>Says why and keeps the cause.</summary>
    public BusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public BusyException()
    {
    }
}
