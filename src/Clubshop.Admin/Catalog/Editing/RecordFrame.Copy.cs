using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Editing;

/// <content>A new record that begins as a copy of another (<see cref="CatalogKind.CopyOf"/>): nothing is written until it is saved.</content>
public sealed partial class RecordFrame<T>
{
    // Letters of a name in a sentence or in the audit log.
    private const int CopiedNameLength = 60;

    private T? _copied;
    private bool _copyIsGone;

    /// <summary>The record that a new one begins as a copy of.</summary>
    [SupplyParameterFromQuery(Name = CatalogKind.CopyQuery)]
    public string? CopyOf { get; set; }

    /// <summary>What a copy leaves out of the record that it is made of; by default it takes all but slug, code and status.</summary>
    [Parameter]
    public Func<T, T> LeaveOut { get; set; } = static copy => copy;

    // A new record may begin in several ways, which its address says.
    private string Opened => Id ?? "new" + new Uri(Navigation.Uri).Query;

    // While the page is being left, the address is another page's already.
    private bool IsOtherForm => _opened != Opened && (Id is not null || _opened is null || new Uri(Navigation.Uri).AbsolutePath == Kind.New);

    private string? SentenceOfNew => _copied is { } copied && Model.Editor is { } editor
        ? Left(copied, editor.Base) is { Length: > 0 } left
            ? L[$"A copy of “{TextCut.Shown(copied.Name, CopiedNameLength)}”, as a draft with a slug and code of its own. Left empty: {left}."]
            : L[$"A copy of “{TextCut.Shown(copied.Name, CopiedNameLength)}”, as a draft with a slug and code of its own."]
        : Sentence;

    private async Task StartAsync(Actor actor)
    {
        (_copied, _copyIsGone) = (null, false);
        if (string.IsNullOrEmpty(CopyOf))
        {
            Model.Start(Fresh());
            return;
        }

        _copied = (await Service.FindAsync(actor, CopyOf, _left.Token)).Value;
        _copyIsGone = _copied is null;
        if (_copied is { } copied)
            Model.Start(Copy(copied), $"copied from “{TextCut.Shown(copied.Name, CopiedNameLength)}” ({copied.Code})");
        else
            Model.Start(Fresh());
    }

    private T Copy(T record) => LeaveOut(Service.AsNewDraft(All.Aggregate(Fresh(), (result, field) => field.Take(result, record))));

    private bool MayCopy(Actor actor, T record) => Service.MayEdit(actor, Copy(record));

    private string Left(T copied, T copy) => Format.Listed(
    [
        .. All.Where(field => field.Name is not (nameof(ICatalogRecord.Slug) or nameof(ICatalogRecord.Code) or nameof(ICatalogRecord.Status)) && !field.Same(copied, copy))
            .Select(field => L[field.Label]),
    ]);
}
