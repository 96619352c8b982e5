using Clubshop.Admin.MasterData;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Categories;

/// <summary>The categories of a record, found by typing; each reads with the names above it.</summary>
public sealed class CategoryPicker : MultiSelect<string>
{
    [Inject]
    private RecordIndex<CategoryRow> Categories { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        (Search, ToText) = ((text, _) => Task.FromResult(CategoryNames.Find(Categories, text, except: null)), id => CategoryNames.Of(Categories, id));
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Placeholder = !ReadOnly ? L["Add a category"] : Value.Count == 0 ? L["None"] : null;
}
