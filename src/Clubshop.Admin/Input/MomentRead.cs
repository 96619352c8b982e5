namespace Clubshop.Admin.Input;

/// <summary>A moment as somebody wrote it, or why it could not be read.</summary>
/// <param name="At">The moment, in UTC.</param>
/// <param name="Problem">What to write instead; null when it was read.</param>
/// <param name="Adjusted">Whether something was added to what stands there: it is in another zone than IST, or lacks its year. Shown before it is kept.</param>
public sealed record MomentRead(DateTimeOffset At, string? Problem = null, bool Adjusted = false);

/// <summary>What a date without a time means.</summary>
public enum DateAlone
{
    /// <summary>The first moment of the day, 00:00.</summary>
    StartOfDay,

    /// <summary>The last one, 24:00, which is the first of the next day: the whole day is covered.</summary>
    EndOfDay,
}
