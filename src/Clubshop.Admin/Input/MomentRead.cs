namespace Clubshop.Admin.Input;

/// <summary>Result of reading a moment: the moment, or what to write instead.</summary>
/// <param name="At">The moment, in UTC.</param>
/// <param name="Problem">What to write instead; null when it was read.</param>
/// <param name="Adjusted">Whether the reader converted the time zone or added the year. The field then shows the result before it is saved.</param>
public sealed record MomentRead(DateTimeOffset At, string? Problem = null, bool Adjusted = false);

/// <summary>What a date without a time means.</summary>
public enum DateWithoutTime
{
    /// <summary>The first moment of the day, 00:00.</summary>
    StartOfDay,

    /// <summary>The end of the day, 24:00, which is 00:00 of the next day, so that the whole day is included.</summary>
    EndOfDay,
}
