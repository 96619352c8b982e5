using System.Globalization;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;
using Microsoft.AspNetCore.Http.Extensions;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>
/// What a list of the API is asked for: the filters of the kind's page, under the names that they have there. What a page leaves out because it makes no
/// sense is refused here: a program would take the answer for another.
/// </summary>
/// <param name="Query">The filters.</param>
/// <param name="After">The id behind which the answer begins; null from the start.</param>
/// <param name="Limit">How many records.</param>
internal sealed record CatalogQuery(ListQuery Query, string? After, int Limit)
{
    /// <summary>Records that one answer may have.</summary>
    public const int MaxLimit = 100;

    private const int DefaultLimit = 50;
    private const int TextLength = 200;
    private const string Text = "q", Status = "status", Cursor = "cursor", Size = "limit";

    // Filters whose value is not the id of a record.
    private static readonly string[] Words = ["phase", "ending", "seen", "stock"];

    /// <summary>The parameters of a kind's list beside cursor and limit.</summary>
    public static IEnumerable<string> FiltersOf(ListSpec spec) => [Text, Status, .. spec.Filters];

    /// <summary>Reads the query of a request.</summary>
    public static (CatalogQuery? Query, ApiAnswer? Refused) Read(ListSpec spec, IQueryCollection given)
    {
        if (given.FirstOrDefault(pair => pair.Value.Count != 1) is { Key: { } twice })
            return Wrong($"{Shown(twice)} occurs more than once.");
        if (given.Keys.FirstOrDefault(name => name is not (Cursor or Size) && !FiltersOf(spec).Contains(name, StringComparer.Ordinal)) is { } unknown)
            return Wrong($"There is no parameter {Shown(unknown)}. The parameters are {string.Join(", ", FiltersOf(spec))}, {Cursor} and {Size}.");

        var cursor = given[Cursor].ToString();
        if (given.ContainsKey(Cursor) && !Ids.IsValid(cursor))
            return Wrong($"This is no {Cursor}: give what “next” of the answer before said.");

        var limit = DefaultLimit;
        if (given.ContainsKey(Size) && !(int.TryParse(given[Size], NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= MaxLimit))
            return Wrong($"{Size} is a number from 1 to {MaxLimit}.");

        var (query, problem) = Read(spec, given.Where(pair => pair.Key is not (Cursor or Size)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        return query is null ? Wrong(problem!) : (new(query, cursor.Length > 0 ? cursor : null, limit), null);
    }

    /// <summary>Reads filters by name, each once; or says what is wrong with one.</summary>
    public static (ListQuery? Query, string? Problem) Read(ListSpec spec, IEnumerable<KeyValuePair<string, string>> filters)
    {
        var builder = new QueryBuilder();
        List<string> names = [];
        foreach (var (name, value) in filters)
        {
            if (!FiltersOf(spec).Contains(name, StringComparer.Ordinal))
                return (null, $"There is no filter {Shown(name)}. The filters are {string.Join(", ", FiltersOf(spec))}.");
            if (name == Text && value.Length > TextLength)
                return (null, $"{Text} has at most {TextLength} characters.");
            if (spec.Filters.Contains(name) && !Words.Contains(name) && !IsId(spec, name, value))
                return (null, $"{name} is the id of a record{(name is "club" or "category" ? ", or “none”" : "")}.");

            names.Add(name);
            builder.Add(name, value);
        }

        var query = ListQuery.Parse(spec, spec.Path + builder.ToQueryString());
        var lost = names.FirstOrDefault(name => name == Status ? query.Status is null : name != Text && query.Filter(name) is null);
        return lost is null ? (query, null) : (null, $"{lost} cannot have this value.");
    }

    // Offers are asked for by several clubs too, as their page is.
    private static bool IsId(ListSpec spec, string name, string value) =>
        Ids.IsValid(value)
        || (name is "club" or "category" && value == "none")
        || (name == "club" && spec.Filters.Contains("shop") && value.Split(',').All(Ids.IsValid));

    private static string Shown(string text) => "“" + Input.TextCut.Shown(text, 60) + "”";

    private static (CatalogQuery?, ApiAnswer?) Wrong(string detail) => (null, ApiProblems.Answer(StatusCodes.Status400BadRequest, "invalid-query", detail));
}
