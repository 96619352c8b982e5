using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Catalog.Codes;

/// <summary>A record as files know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDeleted">Whether it is deleted.</param>
internal sealed record CodeEntry(string Id, string Name, bool IsDeleted);

/// <summary>The codes of one kind, as of when a file was begun, and those that the file itself adds.</summary>
/// <param name="one">What one is called: "shop".</param>
/// <param name="entries">Those that are there, as far as this instance has heard.</param>
/// <param name="lookUp">Finds codes in the table itself.</param>
internal sealed class CodeLookup(
    string one, IEnumerable<(string Code, CodeEntry Entry)> entries,
    Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyCollection<(string Code, CodeEntry Entry)>>> lookUp)
{
    // Among more, a look for the nearest would take longer than the person would search for it.
    private const int MaxSearched = 20_000;

    private readonly Dictionary<string, CodeEntry> _byCode = ByCode(entries);
    private readonly HashSet<string> _free = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CodeEntry?> _anyCase = AnyCase(entries);
    private Dictionary<string, string>? _byId;

    /// <summary>What one is called.</summary>
    public string One => one;

    /// <summary>The record of a code, whatever the case of its letters; null when there is none, or several that differ only in case.</summary>
    public CodeEntry? Find(string code) => _byCode.GetValueOrDefault(code) ?? _anyCase.GetValueOrDefault(code);

    /// <summary>
    /// Looks those of the codes up that are not known: another instance, or this one before it was cut off, may have given them a moment
    /// ago. Once for each code.
    /// </summary>
    public async Task LearnAsync(IEnumerable<string> codes, CancellationToken cancellationToken)
    {
        var unknown = codes.Where(code => TextRules.IsCode(code) && Find(code) is null && _free.Add(code)).ToList();
        if (unknown.Count == 0)
            return;

        foreach (var (code, entry) in await lookUp(unknown, cancellationToken))
            Add(code, entry);
    }

    /// <summary>The code of a record; empty when it is gone.</summary>
    public string CodeOf(string id) =>
        (_byId ??= _byCode.ToDictionary(pair => pair.Value.Id, pair => pair.Key, StringComparer.Ordinal)).GetValueOrDefault(id, "");

    /// <summary>Adds a record that the file makes.</summary>
    public void Add(string code, CodeEntry entry)
    {
        _byCode[code] = entry;
        _anyCase[code] = _anyCase.TryGetValue(code, out var known) && known?.Id != entry.Id ? null : entry;
        if (_byId is not null)
            _byId[entry.Id] = code;
    }

    /// <summary>The id behind a code that somebody wrote, or why there is none.</summary>
    public Result<CodeEntry> Resolve(string code) => Find(code) switch
    {
        { IsDeleted: false } entry => entry,
        { } deleted => new Problem("deleted", L[$"The {L[one]} “{code}” ({deleted.Name}) is deleted. Restore it, or write another code."]),
        null => new Problem("unknown", Near(code) is { } near
            ? L[$"No {L[one]} has the code “{TextCut.Shown(code, 60)}”. Did you mean “{near}”?"]
            : L[$"No {L[one]} has the code “{TextCut.Shown(code, 60)}”."]),
    };

    // Not ToDictionary: a code that moves to another record while the index is read may be met twice.
    private static Dictionary<string, CodeEntry> ByCode(IEnumerable<(string Code, CodeEntry Entry)> entries)
    {
        var byCode = new Dictionary<string, CodeEntry>(StringComparer.Ordinal);
        foreach (var (code, entry) in entries)
            byCode[code] = entry;

        return byCode;
    }

    // Codes that were given when case counted may differ only in case: then the exact one is meant.
    private static Dictionary<string, CodeEntry?> AnyCase(IEnumerable<(string Code, CodeEntry Entry)> entries)
    {
        var found = new Dictionary<string, CodeEntry?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, entry) in entries)
        {
            if (!found.TryAdd(code, entry))
                found[code] = null;
        }

        return found;
    }

    private string? Near(string code)
    {
        if (code.Length is 0 or > 100 || _byCode.Count > MaxSearched)
            return null;

        var nearest = _byCode.Where(pair => !pair.Value.IsDeleted && Math.Abs(pair.Key.Length - code.Length) <= 2)
            .Select(pair => (pair.Key, Distance: Distance(pair.Key.ToLowerInvariant(), code.ToLowerInvariant())))
            .Where(pair => pair.Distance <= Math.Min(2, code.Length / 3))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Key;
    }

    // Levenshtein's.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
