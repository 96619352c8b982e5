using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Editing;

/// <content>Others save the record while it is open here: what the person has not touched follows by itself.</content>
public sealed partial class RecordFrame<T>
{
    private CatalogIndex? _index;
    private bool _following;
    private bool _shows;

    [Inject]
    private CatalogIndexes Indexes { get; set; } = null!;

    private void Watch()
    {
        if (_index is not null)
            return;

        _index = Indexes.Of(Kind.Name);
        if (_index is not null)
            _index.Changed += OnChanged;
    }

    // Inside somebody's commit, on any thread: only looked at whether it is about this record.
    private void OnChanged(object? sender, EventArgs change)
    {
        if (IsBehind)
            _ = InvokeAsync(FollowAsync);
    }

    private bool IsBehind => Id is { } id && _model is { Editor: { } } model && _index?.Find(id) is { } row && row.Version > model.KnownVersion;

    private async Task FollowAsync()
    {
        if (_following || _left.IsCancellationRequested || Id is not { } id || Actor is not { } actor || Model.Editor is not { } editor || Model.Saving)
            return;

        _following = true;
        try
        {
            // Once more where it was saved again while it was read.
            while (IsBehind && !Undo.IsTakingBack(id))
            {
                var found = await Service.FindAsync(actor, id, _left.Token);
                if (!found.Ok || Undo.IsTakingBack(id) || Model.Editor != editor || !Model.Follow(found.Value, Show))
                    return;

                if (found.Value.Stamp.IsBy(actor.Id))
                    _elsewhere = null; // it is saved there
                StateHasChanged();
                _keeper?.Touch(); // what is kept is kept over the newer record
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Saving settles it all the same.
            Logger.LogNotRead(Kind.Name, SupportReference.New(), exception);
        }
        finally
        {
            _following = false;
        }
    }

    private void PutAway()
    {
        _shows = false;
        Model.Seen();
    }

    private string SavedBy(Followed others) =>
        others.Stamp.IsBy(Actor?.Id)
            ? L[$"You saved this in another tab, {Format.Clock(others.Stamp.UpdatedAt)}"]
            : L[$"{others.Stamp.UpdatedBy} saved this, {Format.Clock(others.Stamp.UpdatedAt)}"];

    private static string? Told(Followed others) => others switch
    {
        { Both.Count: > 0 } => L[$"You have changed {Format.Listed([.. others.Both.Select(field => L[field.Label])])} too: it stays as you typed it, and you choose when you save."],
        { Fields.Count: > 0 } => L[$"Taken over here: {Format.Listed([.. others.Fields.Select(field => L[field.Label])])}."],
        _ => L["What you have typed stays."],
    };
}
