using Clubshop.Admin.Staff;

namespace Clubshop.Admin.SavedViews;

/// <summary>
/// The columns that the person of a circuit chose, read once for each list: opened again, a list is drawn with them at once. Used by the circuit alone; a database that does
/// not answer leaves a list its own columns.
/// </summary>
public sealed class ColumnChoices(ColumnService service, ILogger<ColumnChoices> logger)
{
    private readonly Dictionary<(string Person, string List), ColumnChoice> _known = [];

    /// <summary>What is known without asking; null before <see cref="ReadAsync"/>.</summary>
    public ColumnChoice? Known(Actor actor, ViewList list) => _known.GetValueOrDefault((actor.Id, list.Name));

    /// <summary>Reads what the person chose.</summary>
    public async Task<ColumnChoice> ReadAsync(Actor actor, ViewList list, CancellationToken cancellationToken)
    {
        try
        {
            var read = await service.OfAsync(actor, list, cancellationToken);
            return _known[(actor.Id, list.Name)] = Known(actor, list) ?? read; // what was chosen meanwhile is newer
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            logger.ColumnsNotDone(list.Name, cause);
            return ColumnChoice.None;
        }
    }

    /// <summary>Shows from now on what the person chose, and keeps it.</summary>
    /// <returns>Whether it is kept; otherwise it holds until the page is loaded anew.</returns>
    public async Task<bool> ChooseAsync(Actor actor, ViewList list, ColumnChoice choice)
    {
        _known[(actor.Id, list.Name)] = choice;
        try
        {
            return await service.KeepAsync(actor, list, choice, CancellationToken.None) is null;
        }
        catch (Exception cause)
        {
            logger.ColumnsNotDone(list.Name, cause);
            return false;
        }
    }
}
