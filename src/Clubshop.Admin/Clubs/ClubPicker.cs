using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Clubs;

/// <summary>The clubs of a record, found by typing. A person whose permission reaches only some clubs is offered those.</summary>
public sealed class ClubPicker : MultiSelect<string>
{
    /// <summary>Who chooses.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private RecordIndex<ClubRow> Clubs { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        (Search, ToText, ToSub, WhyNot) = (FindOwnAsync, id => ClubNames.Of(Clubs, id), id => Clubs.Find(id)?.City, WhyNotOffered);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Placeholder = !ReadOnly ? L["Add a club"] : Value.Count == 0 ? L["None"] : null;

    private Task<OptionPage<string>> FindOwnAsync(string text, CancellationToken cancellationToken)
    {
        var found = Clubs.Search(new()
        {
            Text = text,
            Where = row => row.Status != EditorialStatus.Deleted && Actor?.Reaches(Permission.EditCatalog, [row.Id]) == true,
            Order = (left, right) => string.CompareOrdinal(left.NameKey, right.NameKey),
        });
        return Task.FromResult(new OptionPage<string>([.. found.Rows.Select(row => row.Id)], found.Total));
    }

    // It exists, but is not theirs.
    private string? WhyNotOffered(string text)
    {
        var found = Clubs.Search(new() { Text = text, Where = row => row.Status != EditorialStatus.Deleted, Order = (left, right) => string.CompareOrdinal(left.NameKey, right.NameKey) });
        return found.Total > 0 ? L[$"“{found.Rows[0].Name}” is not assigned to you, so you cannot choose it."] : null;
    }
}
