namespace Clubshop.Admin.Common;

/// <summary>Background work that other instances can take over; registered as a hosted service.</summary>
internal interface IHandsOver
{
    /// <summary>Stops at the next point where others can go on, gives up what is held for it, and begins nothing more. May be called again.</summary>
    /// <param name="cancellationToken">Ends the wait; what is not handed over by then is taken over when its lease ends.</param>
    Task HandOverAsync(CancellationToken cancellationToken);
}
