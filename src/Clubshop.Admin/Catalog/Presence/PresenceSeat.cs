namespace Clubshop.Admin.Catalog.Presence;

/// <summary>Somebody who has a record open, in one tab of their browser.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Tab">The tab (<see cref="Ui.BrowserTab"/>).</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="InSight">Whether the tab is in front; one behind others is nobody at work, but still the person's.</param>
public sealed record PersonHere(string PersonId, string Name, string Tab, DateTimeOffset Since, bool InSight = true);

/// <summary>A place at a record: held while a page has it open.</summary>
public sealed class PresenceSeat : IDisposable
{
    private readonly PresenceBoard _board;
    private readonly Action _changed;
    private bool _left;

    internal PresenceSeat(PresenceBoard board, string record, PersonHere who, Action changed) => (_board, Record, Who, _changed) = (board, record, who, changed);

    /// <summary>Kind and id.</summary>
    public string Record { get; }

    /// <summary>Who sits here.</summary>
    public PersonHere Who { get; internal set; }

    /// <summary>Completes when the others have been looked for once.</summary>
    public Task Settled { get; internal set; } = Task.CompletedTask;

    /// <summary>The others at the record, the longest first; the same person's other tabs too.</summary>
    public IReadOnlyList<PersonHere> Others => _board.OthersOf(this);

    /// <summary>The tab comes to the front, or goes behind others.</summary>
    public void Show(bool inSight)
    {
        if (Who.InSight != inSight)
            _board.Show(this, Who with { InSight = inSight });
    }

    internal void Tell()
    {
        if (!_left)
            _changed();
    }

    /// <summary>Leaves.</summary>
    public void Dispose()
    {
        if (_left)
            return;

        _left = true;
        _board.Leave(this);
    }
}
