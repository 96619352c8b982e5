using Clubshop.Admin.SignIn.Limits;

namespace Clubshop.Admin.SignIn.Audit;

/// <summary>
/// Writes to the audit log what is refused before anybody typed a name: a cookie without a session, a sign-in step that is over or belongs to
/// another browser, a return address outside the portal. An honest browser does the first once after a night.
/// </summary>
internal sealed class RefusedRequestAudit(SignInAudit audit, AuditThrottle throttle)
{
    /// <summary>A session cookie that is not valid: never issued, ended, or another portal's.</summary>
    public Task RecordSessionAsync(Visitor visitor) => RecordAsync(visitor, SignInActions.RefuseSession, "the cookie belongs to no session, or to one that has ended");

    /// <summary>A step cookie that is not valid.</summary>
    public Task RecordStepAsync(Visitor visitor) => RecordAsync(visitor, SignInActions.RefuseStep, "never started here, too old, or answered already");

    /// <summary>A step cookie from another browser than it was issued to.</summary>
    /// <param name="visitor">Who sent it.</param>
    /// <param name="email">The e-mail address typed at the start of that sign-in.</param>
    public Task RecordForeignStepAsync(Visitor visitor, string email) => throttle.WriteOrCountAsync(
        NetworkAddress.Of(visitor), SignInActions.RefuseSignIn + "/step",
        (_, count) => audit.RecordUnprovenAsync(visitor, SignInActions.RefuseSignIn, email, "a step of this sign-in came from another browser" + Times(count)));

    /// <summary>A link asked to return to an address outside the portal.</summary>
    public Task RecordReturnUrlAsync(Visitor visitor) => RecordAsync(visitor, SignInActions.RefuseReturn, "sent to the dashboard instead");

    private Task RecordAsync(Visitor visitor, string action, string note) => throttle.WriteOrCountAsync(
        NetworkAddress.Of(visitor), action, (address, count) => audit.RecordVisitAsync(visitor, address, action, note + Times(count)));

    private static string Times(int count) => count == 1 ? "" : $"; {count} times within a minute";
}
