namespace Clubshop.Admin.Coupons;

/// <summary>Log messages of the page of coupons. The type of a failure alone: its text could have a code in it.</summary>
internal static partial class CouponsLog
{
    [LoggerMessage(EventId = 5051, Level = LogLevel.Error, Message = "Something on the page of coupons failed ({Types}); the person has the reference {Reference}.")]
    public static partial void NotDone(ILogger logger, string reference, string types);

    /// <summary>The types of a failure and of what caused it.</summary>
    public static string TypesOf(Exception failure)
    {
        List<string> types = [];
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
            types.Add(cause.GetType().Name);

        return string.Join(", ", types);
    }
}
