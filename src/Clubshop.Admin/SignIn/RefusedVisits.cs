namespace Clubshop.Admin.SignIn;

/// <summary>
/// Puts into the audit log what is refused without anybody having typed a name: a cookie that stands for no session, a step of a sign-in
/// that is over or another browser's, an address to return to that is elsewhere. An honest browser does the first once after a night.
/// </summary>
internal sealed class RefusedVisits(SignInAudit audit, AuditTally tally)
{
    /// <summary>A session's cookie was brought that is worth nothing: never given out, over, or another portal's.</summary>
    public Task SessionAsync(Visitor visitor) => NoteAsync(visitor, SignInActions.RefuseSession, "the cookie stands for no session (any more)");

    /// <summary>A step's cookie was brought that is worth nothing.</summary>
    public Task StepAsync(Visitor visitor) => NoteAsync(visitor, SignInActions.RefuseStep, "never begun here, too old, or answered already");

    /// <summary>A step was brought by another browser than it was given to.</summary>
    /// <param name="visitor">Who brought it.</param>
    /// <param name="email">What was typed at its beginning.</param>
    public Task CarriedStepAsync(Visitor visitor, string email) => tally.WriteOrCountAsync(
        NetworkAddress.Of(visitor), SignInActions.RefuseSignIn + "/step",
        (_, count) => audit.RecordUnprovedAsync(visitor, SignInActions.RefuseSignIn, email, "a step of this sign-in was brought by another browser" + Times(count)));

    /// <summary>A link asked to be led elsewhere after the sign-in.</summary>
    public Task ReturnAsync(Visitor visitor) => NoteAsync(visitor, SignInActions.RefuseReturn, "led to the dashboard instead");

    private Task NoteAsync(Visitor visitor, string action, string note) => tally.WriteOrCountAsync(
        NetworkAddress.Of(visitor), action, (address, count) => audit.RecordVisitAsync(visitor, address, action, note + Times(count)));

    private static string Times(int count) => count == 1 ? "" : $"; {count} times within a minute";
}
