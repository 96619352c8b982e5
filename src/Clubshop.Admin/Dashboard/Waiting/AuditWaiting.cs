using Clubshop.Admin.Audit;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>An audit log that is not what was written: for those who answer for the staff.</summary>
internal sealed class AuditWaiting(AuditCheckService check) : IWaitingSource
{
    public string Things => L.Later("faults of the audit log");

    public bool FromMemory => false;

    public bool IsFor(Actor actor) => actor.Has(Permission.ManageStaff) && Permissions.ReachOf(actor.Role, Permission.SeeAudit) == Reach.All;

    public async ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if ((await check.LastAsync(actor, cancellationToken)).Value?.Last is not { Faults: > 0 } last)
            return [];

        return
        [
            new(
                last.Faults == 1 ? L["The audit log has 1 entry or seal that is not as written"] : L[$"The audit log has {Format.Number(last.Faults)} entries or seals that are not as written"],
                L["Somebody changed it past the portal; the audit page names them"], last.FaultySince ?? last.At, AuditUrls.Log),
        ];
    }
}
