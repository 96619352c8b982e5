using System.Globalization;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.SavedViews;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>What a list of the catalog can be asked for.</summary>
/// <param name="Path">Its address: <c>/shops</c>.</param>
/// <param name="Sorts">The columns it sorts by; the first is the default.</param>
/// <param name="Filters">Its filters by other records or by phase: <c>club</c>, <c>category</c>, <c>shop</c>, <c>phase</c>.</param>
public sealed record ListSpec(string Path, IReadOnlyList<string> Sorts, IReadOnlyList<string> Filters)
{
    /// <summary>Whether the default sort is descending.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether a filter can have a value; by default any, because which records there are the list says.</summary>
    public Func<string, string, bool> Knows { get; init; } = (_, _) => true;
}

/// <summary>What a list shows: all of it stands in the address, so that it can be shared, bookmarked and gone back to.</summary>
public sealed record ListQuery
{
    /// <summary>Rows a page may have.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100];

    private const int TextLength = 200;
    private const int FilterLength = 600; // twenty ids

    /// <summary>What it is of.</summary>
    public required ListSpec Spec { get; init; }

    /// <summary>What was typed into the search box.</summary>
    public string Text { get; init; } = "";

    /// <summary>The status shown; null for all but the deleted.</summary>
    public EditorialStatus? Status { get; init; }

    /// <summary>The filters in force, by name.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The column it is sorted by.</summary>
    public string Sort { get; init; } = "";

    /// <summary>Whether the order is reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows a page.</summary>
    public int Size { get; init; } = Sizes[0];

    /// <summary>The saved view that was opened, whatever was changed since; null for none.</summary>
    public string? Saved { get; init; }

    /// <summary>The address said something that this list cannot be asked for, and that was left out.</summary>
    public bool Misread { get; private init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => Text.Length > 0 || Status is not null || Filters.Count > 0;

    /// <summary>The value of a filter, or null.</summary>
    public string? Filter(string name) => Filters.GetValueOrDefault(name);

    /// <summary>Reads an address; what it does not know, or what makes no sense, is left out (<see cref="Misread"/>).</summary>
    public static ListQuery Parse(ListSpec spec, string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        string Value(string name) => values.TryGetValue(name, out var found) ? PlainText.Line(found.ToString()) : "";

        var misread = false;
        bool Takes(string name, bool makesSense)
        {
            misread |= !makesSense && values.ContainsKey(name);
            return makesSense;
        }

        var sort = Takes("sort", spec.Sorts.Contains(Value("sort"))) ? Value("sort") : spec.Sorts[0];
        var text = Value("q");
        var status = EnumReader.Read<EditorialStatus>(Value("status"));
        Takes("status", status is not null);
        var saved = Value(ViewList.Query);
        var query = new ListQuery
        {
            Spec = spec,
            Text = TextCut.Units(text, TextLength),
            Status = status,
            Filters = spec.Filters.Where(name => Takes(name, Value(name) is { Length: > 0 and <= FilterLength } value && spec.Knows(name, value)))
                .ToDictionary(name => name, Value, StringComparer.Ordinal),
            Sort = sort,
            Descending = Value("dir") switch { "desc" => true, "asc" => false, _ => sort == spec.Sorts[0] && spec.Descending },
            Page = Takes("page", int.TryParse(Value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0) ? page : 1,
            Size = Takes("size", int.TryParse(Value("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Sizes.Contains(size)) ? size : Sizes[0],
            Saved = Ids.IsValid(saved) ? saved : null,
        };
        return query with { Misread = misread };
    }

    /// <summary>The address of this list.</summary>
    public string Href => Spec.Path + Query();

    /// <summary>The address of what this list shows as an Excel workbook.</summary>
    public string WorkbookHref => QueryHelpers.AddQueryString(ExportHref, TableFile.FormatQuery, TableFile.Workbook);

    /// <summary>The address of what this list shows as a file.</summary>
    public string ExportHref => Spec.Path + "/export" + (this with { Page = 1, Size = Sizes[0], Saved = null }).Query();

    /// <summary>What a saved view keeps of it: the query of its address, without the page.</summary>
    public string ToKeep => (this with { Page = 1, Saved = null }).Query();

    /// <summary>The same with other text; from its first page.</summary>
    public ListQuery WithText(string? text) => this with { Text = PlainText.Line(text), Page = 1 };

    /// <summary>The same of another status; from its first page.</summary>
    public ListQuery WithStatus(EditorialStatus? status) => this with { Status = status, Page = 1 };

    /// <summary>The same with a filter set, or taken off by null; from its first page.</summary>
    public ListQuery WithFilter(string name, string? value)
    {
        var filters = Filters.Where(pair => pair.Key != name).ToDictionary(StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(value))
            filters[name] = value;

        return this with { Filters = filters, Page = 1 };
    }

    /// <summary>The same sorted by a column; reversed when it is sorted by it already.</summary>
    public ListQuery WithSort(string sort) => this with { Sort = sort, Descending = Sort == sort && !Descending, Page = 1 };

    /// <summary>The whole list, in the same order.</summary>
    public ListQuery Cleared => this with { Text = "", Status = null, Filters = new Dictionary<string, string>(StringComparer.Ordinal), Page = 1, Saved = null };

    private string Query()
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        void Add(string name, string value, bool wanted)
        {
            if (wanted)
                values[name] = value;
        }

        Add("q", Text, Text.Length > 0);
        Add("status", Status?.ToString().ToLowerInvariant() ?? "", Status is not null);
        foreach (var name in Spec.Filters.Where(Filters.ContainsKey))
            values[name] = Filters[name];

        Add("sort", Sort, Sort != Spec.Sorts[0]);
        Add("dir", Descending ? "desc" : "asc", Descending != (Sort == Spec.Sorts[0] && Spec.Descending));
        Add("page", Page.ToString(CultureInfo.InvariantCulture), Page > 1);
        Add("size", Size.ToString(CultureInfo.InvariantCulture), Size != Sizes[0]);
        Add(ViewList.Query, Saved ?? "", Saved is not null);
        return QueryHelpers.AddQueryString("", values);
    }
}
