using Clubshop.Admin.GoTo;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>Finds staff by name or email. Cognito has to be read for it, at most every half minute in a circuit.</summary>
public sealed class StaffGoToSource(StaffService service, TimeProvider time) : IGoToSource, IDisposable
{
    private readonly KeptList<StaffMember> _people = new(time);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        if (text.IsEmpty || !actor.Has(Permission.ManageStaff))
            return [];

        var people = await _people.GetAsync(actor, async token => (await service.ListAsync(actor, token)).Value?.People ?? [], cancellationToken);
        return
        [
            .. from member in people
               let match = text.MatchOf(member.Name, member.Email)
               where match is not null
               orderby match, member.Name
               select new GoToItem(L.Later("Staff"), member.Name, StaffUrls.Of(member.Id), Icons.Staff)
               {
                   Sub = Roles.Person(member.Role),
                   State = StaffLabels.Pill(member.Status),
                   Match = match.Value,
               },
        ];
    }

    /// <summary>Stops a read that is under way.</summary>
    public void Dispose() => _people.Dispose();
}
