namespace Clubshop.Admin.Customers;

/// <summary>What the customers' pages log: never what was typed, nor an exception's text, which may quote it.</summary>
internal static partial class CustomersLog
{
    /// <summary>A search failed; <paramref name="reference"/> stands on the page.</summary>
    [LoggerMessage(EventId = 2805, Level = LogLevel.Error, Message = "Customers could not be searched ({Reference}): {Exception}")]
    public static partial void NotSearched(ILogger logger, string reference, string exception);

    /// <summary>A customer could not be read or helped; <paramref name="reference"/> stands on the page.</summary>
    [LoggerMessage(EventId = 2806, Level = LogLevel.Error, Message = "A customer could not be read or helped ({Reference}): {Exception}")]
    public static partial void NotDone(ILogger logger, string reference, string exception);

    /// <summary>The type names of an exception and what caused it.</summary>
    public static string TypesOf(Exception exception) =>
        exception.InnerException is { } inner ? $"{exception.GetType().Name} ← {TypesOf(inner)}" : exception.GetType().Name;
}
