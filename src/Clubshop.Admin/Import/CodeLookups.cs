using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Import;

/// <summary>The codes of all kinds for one pass over a file, and how the file writes numbers. A kind's codes are collected when they are first asked for.</summary>
internal sealed class CodeLookups(CodeSources sources) : IRecordCodes
{
    private readonly Dictionary<string, CodeLookup> _byKind = new(StringComparer.Ordinal);

    /// <summary>Whether the file may write decimals after a comma: its separator is a semicolon.</summary>
    public bool DecimalComma { get; set; }

    /// <summary>The codes of a kind.</summary>
    /// <param name="kind">The kind (<see cref="Catalog.CatalogKind.Name"/>).</param>
    /// <exception cref="InvalidOperationException">There is no such kind.</exception>
    public CodeLookup this[string kind]
    {
        get
        {
            if (!_byKind.TryGetValue(kind, out var lookup))
                _byKind[kind] = lookup = sources[kind].Lookup();

            return lookup;
        }
    }

    string IRecordCodes.CodeOf(string kind, string id) => this[kind].CodeOf(id);

    Result<string> IRecordCodes.IdOf(string kind, string code, IReadOnlyList<string> present)
    {
        if (this[kind].Find(code) is { } entry && present.Contains(entry.Id))
            return entry.Id;

        var found = this[kind].Resolve(code);
        return found.Ok ? found.Value.Id : Result<string>.Refused(found.Problems);
    }
}
