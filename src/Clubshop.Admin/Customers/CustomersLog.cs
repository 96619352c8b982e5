namespace Clubshop.Admin.Customers;

/// <summary>Log messages of the customer pages. They never contain what was typed, nor an exception's message, which may quote it.</summary>
internal static partial class CustomersLog
{
    /// <summary>A search failed; the page shows <paramref name="reference"/>.</summary>
    [LoggerMessage(EventId = 2805, Level = LogLevel.Error, Message = "The customer search failed ({Reference}): {Exception}")]
    public static partial void NotSearched(ILogger logger, string reference, string exception);

    /// <summary>Reading or helping a customer failed; the page shows <paramref name="reference"/>.</summary>
    [LoggerMessage(EventId = 2806, Level = LogLevel.Error, Message = "Reading or helping a customer failed ({Reference}): {Exception}")]
    public static partial void NotDone(ILogger logger, string reference, string exception);

    /// <summary>The type names of an exception and its inner exceptions.</summary>
    public static string TypesOf(Exception exception) =>
        exception.InnerException is { } inner ? $"{exception.GetType().Name} ← {TypesOf(inner)}" : exception.GetType().Name;
}
